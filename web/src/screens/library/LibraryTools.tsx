import { useEffect, useState } from "react";
import { Choice, Select } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { IconButton } from "../../parts/Button";
import { named, t, type TextKey } from "../../text";
import { orders, spans, statuses, type Change, type Filters, type Layout } from "./filters";

/** People type faster than lists are fetched. */
const pauseMilliseconds = 250;

interface Props {
  filters: Filters;
  change: Change;
  layout: Layout;
  chooseLayout: (layout: Layout) => void;
}

export function LibraryTools({ filters, change, layout, chooseLayout }: Props) {
  const [words, setWords] = useState(filters.search ?? "");
  useEffect(() => {
    if (words === (filters.search ?? "")) return;
    const timer = window.setTimeout(() => change({ search: words || null }), pauseMilliseconds);
    return () => window.clearTimeout(timer);
  }, [words, filters.search, change]);
  useEffect(() => setWords(filters.search ?? ""), [filters.search]);
  return (
    <div className="tools" role="search" aria-label={t("library.title")}>
      <div className="search-box">
        <Icon name="search" />
        <input type="search" value={words} placeholder={t("library.search")} aria-label={t("library.search")} onChange={(event) => setWords(event.target.value)} />
      </div>
      <Select label={t("filter.status")} isLabelHidden value={filters.status ?? ""} onChange={(event) => change({ status: event.target.value })}>
        <option value="">{t("filter.anyStatus")}</option>
        {statuses.map((one) => <option key={one} value={one}>{named("status", one)}</option>)}
      </Select>
      <Select label={t("filter.date")} isLabelHidden value={new URLSearchParams(location.search).get("from") ?? ""} onChange={(event) => change({ from: event.target.value })}>
        <option value="">{t("filter.anyDate")}</option>
        {spans.map((days) => <option key={days} value={days}>{t("filter.days", { n: days })}</option>)}
      </Select>
      <Select label={t("sort")} isLabelHidden value={filters.sort_by ?? "created_at"}
        onChange={(event) => change({ sort: event.target.value, order: event.target.value === "title" ? "asc" : "desc" })}>
        {orders.map((one) => <option key={one} value={one}>{t(`sort.${one}` as TextKey)}</option>)}
      </Select>
      {filters.tags?.[0] && <span className="chip">{filters.tags[0]}<IconButton size="small" icon="close" label={t("filters.clear")} onClick={() => change({ tag: null })} /></span>}
      <span className="spacer" />
      <Choice label={t("library.layout")} value={layout} onChange={chooseLayout} options={[
        { value: "table", label: <Icon name="list" />, title: t("library.table") }, { value: "grid", label: <Icon name="grid" />, title: t("library.grid") },
      ]} />
    </div>
  );
}
