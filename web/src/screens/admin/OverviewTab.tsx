import { useEffect, useState } from "react";
import { call } from "../../api/client";
import type { SystemMetrics } from "../../api/schema";
import { ActionButton } from "../../parts/Button";
import { LineChart } from "../../parts/Chart";
import { Card, Figure } from "../../parts/Page";
import { Loaded, Status } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { formatNumber, formatPercent, formatSeconds, named, t } from "../../text";
import { said } from "../../text/service";

/** Names under which the original's clients look for parts that have a name of their own here. */
const otherNames = ["supabase", "material_kai", "llamaindex"];
const refreshMilliseconds = 5000;
/** Values in the charts: the last five minutes. */
const mostValues = 60;

/** Asks again and again while the screen is seen. */
function useEvery(milliseconds: number, work: () => void): void {
  useEffect(() => {
    const timer = window.setInterval(() => !document.hidden && work(), milliseconds);
    return () => window.clearInterval(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [milliseconds]);
}

export function OverviewTab() {
  const health = useResource("admin/health", () => call("GET /api/v1/admin/system/health"));
  const statistics = useResource("admin/jobs/statistics", () => call("GET /api/v1/admin/jobs/statistics"));
  const queue = useResource("queue", () => call("GET /api/v1/admin/queue"));
  const performance = useResource("admin/performance", () => call("GET /performance/summary", { query: { period: "24h" } }));
  useEvery(refreshMilliseconds, () => invalidate("admin/health", "admin/jobs/statistics", "queue"));
  const setPaused = async (isPaused: boolean) => {
    await call("PUT /api/v1/admin/queue", { body: { is_paused: isPaused } });
    invalidate("queue");
  };
  return (
    <div className="stack">
      <Loaded of={health}>
        {(data) => (
          <Card title={t("overview.health")} actions={<Status name={data.overall_status} />}>
            <ul className="health">
              {Object.entries(data.services).filter(([name]) => !otherNames.includes(name)).map(([name, part]) => (
                <li key={name} className={part.status}><i aria-hidden="true" /><div><strong>{named("service", name)}</strong><span className="faint">{said(part.error ?? part.details ?? named("status", part.status))}</span></div></li>
              ))}
            </ul>
          </Card>
        )}
      </Loaded>
      <div className="stats">
        <Loaded of={queue}>
          {(data) => (
            <>
              <Figure label={t("overview.waiting")} value={formatNumber(data.waiting)} note={data.oldest_waiting_seconds ? t("overview.oldest", { time: formatSeconds(data.oldest_waiting_seconds) }) : undefined} />
              <Figure label={t("overview.running")} value={formatNumber(data.running)} note={<ActionButton size="small" kind="quiet" icon={data.is_paused ? "play" : "pause"} action={() => setPaused(!data.is_paused)}>{t(data.is_paused ? "overview.resumeQueue" : "overview.pauseQueue")}</ActionButton>} />
            </>
          )}
        </Loaded>
        <Loaded of={statistics}>
          {(data) => (
            <>
              <Figure label={t("overview.done24")} value={formatNumber(data.recent_jobs_24h)} note={data.seconds_per_page ? t("overview.perPage", { time: formatSeconds(data.seconds_per_page) }) : undefined} />
              <Figure label={t("overview.failed")} value={formatNumber(data.failed_jobs)} tone={data.failed_jobs > 0 ? "bad" : undefined} />
            </>
          )}
        </Loaded>
        <Loaded of={performance}>
          {(data) => (
            <>
              <Figure label={t("overview.response")} value={formatSeconds(data.average_response_time)} note={t("overview.requests", { n: data.total_requests })} />
              <Figure label={t("overview.errors")} value={formatPercent(data.error_rate, 1)} tone={data.error_rate > 0.01 ? "bad" : undefined} />
            </>
          )}
        </Loaded>
      </div>
      <SystemCharts />
    </div>
  );
}

function SystemCharts() {
  const metrics = useResource("admin/metrics", () => call("GET /api/v1/admin/system/metrics"));
  const [history, setHistory] = useState<SystemMetrics[]>([]);
  useEvery(refreshMilliseconds, () => invalidate("admin/metrics"));
  const now = metrics.data;
  useEffect(() => {
    if (now) setHistory((before) => [...before, now].slice(-mostValues));
  }, [now]);
  return (
    <Loaded of={metrics}>
      {(data) => (
        <div className="charts">
          <LineChart title={t("overview.cpu")} values={history.map((one) => one.cpu.usage_percent)} value={formatPercent(data.cpu.usage_percent / 100)} />
          <LineChart title={t("overview.memory")} values={history.map((one) => one.memory.usage_percent)} value={`${formatNumber(data.memory.used_gb, 1)} / ${formatNumber(data.memory.total_gb, 1)} GB`} />
          <LineChart title={t("overview.disk")} values={history.map((one) => one.disk.usage_percent)} value={t("overview.free", { gb: formatNumber(data.disk.free_gb, 0) })} />
        </div>
      )}
    </Loaded>
  );
}
