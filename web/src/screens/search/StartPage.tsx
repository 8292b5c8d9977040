import { call } from "../../api/client";
import type { FilterLine } from "../../api/schema";
import { Link } from "../../app/router";
import { Button, IconButton } from "../../parts/Button";
import { Card } from "../../parts/Page";
import { Empty } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { formatAgo, t } from "../../text";
import { filters } from "./query";

interface Remembered {
  query: string;
  mode: string;
  filters: FilterLine;
}

/** The address that searches for the same again. */
export function addressOf(search: Remembered): string {
  const query = new URLSearchParams({ q: search.query });
  if (search.mode !== "hybrid") query.set("mode", search.mode);
  for (const { name, field } of filters) {
    const value = search.filters[field][0];
    if (value) query.set(name, value);
  }
  return `/search?${query.toString()}`;
}

/** Searches shown of those before. */
const mostPast = 12;

/** Each of them once, where it was last made. */
function unlike<T extends Remembered>(searches: T[]): T[] {
  const known = new Set<string>();
  return searches.filter((one) => !known.has(addressOf(one)) && known.add(addressOf(one))).slice(0, mostPast);
}

/** What was searched for before. */
export function StartPage({ search }: { search: (words: string) => void }) {
  const history = useResource("search/history", () => call("GET /api/v1/search/history", { query: { limit: 60 } }));
  const saved = useResource("search/saved", () => call("GET /api/v1/search/saved", { query: { limit: 50 } }));
  const forgetAll = async () => {
    await call("DELETE /api/v1/search/history").catch(sayError);
    invalidate("search/history");
  };
  const forget = async (id: string) => {
    await call("DELETE /api/v1/search/saved/{search_id}", { path: { search_id: id } }).catch(sayError);
    invalidate("search/saved");
  };
  const past = unlike(history.data?.searches ?? []);
  const kept = saved.data?.searches ?? [];
  if (past.length + kept.length === 0) {
    return (
      <Empty icon="search" title={t("search.start")} action={<p className="chips">{[t("search.example1"), t("search.example2")].map((text) => <button key={text} type="button" className="suggestion" onClick={() => search(text)}>{text}</button>)}</p>}>
        {t("search.startNote")}
      </Empty>
    );
  }
  return (
    <div className="cards">
      {kept.length > 0 && (
        <Card title={t("search.saved")}>
          <ul className="lines">{kept.map((one) => <li key={one.search_id}><div><Link href={addressOf(one)}>{one.name}</Link><span className="faint">{one.query}</span></div><IconButton size="small" icon="trash" label={t("ask.forget", { name: one.name })} onClick={() => void forget(one.search_id)} /></li>)}</ul>
        </Card>
      )}
      {past.length > 0 && (
        <Card title={t("search.history")} actions={<Button size="small" kind="quiet" onClick={() => void forgetAll()}>{t("search.forget")}</Button>}>
          <ul className="lines">{past.map((one, index) => <li key={index}><div><Link href={addressOf(one)}>{one.query}</Link><span className="faint">{t("search.hits", { n: one.result_count })}</span></div><span className="faint">{formatAgo(one.searched_at)}</span></li>)}</ul>
        </Card>
      )}
    </div>
  );
}
