import { useState } from "react";
import { call } from "../../api/client";
import { BarChart } from "../../parts/Chart";
import { Choice } from "../../parts/Field";
import { Figure } from "../../parts/Page";
import { Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { formatBytes, formatDay, formatNumber, t } from "../../text";

const series = ["documents", "pages", "searches", "active_users", "requests"] as const;

export function UsageTab() {
  const [days, setDays] = useState<"7" | "30" | "90">("30");
  const usage = useResource(`usage?${days}`, () => call("GET /api/v1/admin/usage", { query: { days: Number(days) } }));
  return (
    <div className="stack">
      <Choice label={t("filter.date")} value={days} onChange={setDays} options={(["7", "30", "90"] as const).map((value) => ({ value, label: t("usage.days", { n: Number(value) }) }))} />
      <Loaded of={usage}>
        {(data) => (
          <>
            <div className="stats">
              <Figure label={t("usage.documents")} value={formatNumber(data.now.documents)} />
              <Figure label={t("usage.pages")} value={formatNumber(data.now.pages)} />
              <Figure label={t("usage.stored")} value={formatBytes(data.now.stored_bytes)} />
            </div>
            <div className="charts">
              {series.map((name) => <BarChart key={name} title={t(`usage.${name}` as const)} points={filled(data.days, Number(days)).map((day) => ({ label: formatDay(day.date), value: day[name] ?? 0 }))} />)}
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}

type Day = { date: string } & Partial<Record<(typeof series)[number], number>>;

/** Days on which nothing happened are not in the answer, but in the chart. */
function filled(days: Day[], count: number): Day[] {
  const known = new Map(days.map((day) => [day.date, day]));
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.now() - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return known.get(date) ?? { date };
  });
}
