import "../../parts/more";
import "../../text/en-later";
import { useEffect, useRef } from "react";
import { call } from "../../api/client";
import type { JobReply } from "../../api/schema";
import { useQuery } from "../../app/router";
import { Page } from "../../parts/Page";
import { Empty, Loaded } from "../../parts/States";
import { Tabs } from "../../parts/Tabs";
import { useResource } from "../../store/resources";
import { t } from "../../text";
import { Batches } from "./Batches";
import { JobRow } from "./JobRow";
import { NotificationSwitch, notifyEnded } from "./notifications";

type View = "active" | "ended" | "failed" | "batches";
type JobStatus = "pending" | "processing" | "retrying" | "paused" | "completed" | "partial" | "failed" | "cancelled" | "interrupted";

/** Which states each view shows. */
const statuses: Record<Exclude<View, "batches">, JobStatus[]> = {
  active: ["pending", "processing", "retrying", "paused", "interrupted"],
  ended: ["completed", "partial", "cancelled"],
  failed: ["failed", "partial"],
};
const mostShown = 100;

export default function ActivityScreen() {
  const [query, change] = useQuery();
  const view = (query.get("view") ?? "active") as View;
  return (
    <Page title={t("activity.title")} note={t("activity.note")} actions={<NotificationSwitch />}>
      <Tabs label={t("activity.title")} value={view} onChange={(value) => change({ view: value })} tabs={[
        { value: "active", label: t("activity.active") }, { value: "ended", label: t("activity.ended") },
        { value: "failed", label: t("activity.failed") }, { value: "batches", label: t("activity.batches") },
      ]}>
        {view === "batches" ? <Batches /> : <Jobs view={view} />}
      </Tabs>
    </Page>
  );
}

function Jobs({ view }: { view: Exclude<View, "batches"> }) {
  const jobs = useResource(`jobs?${view}`, () => call("GET /api/v1/jobs", { query: { status: statuses[view], limit: mostShown } }));
  const before = useRef<JobReply[]>([]);
  useEffect(() => {
    const now = jobs.data?.jobs ?? [];
    if (view === "active") notifyEnded(before.current, now);
    before.current = now;
  }, [jobs.data, view]);
  return (
    <Loaded of={jobs}>
      {(data) => data.jobs.length === 0
        ? <Empty icon={view === "failed" ? "check" : "activity"} title={t(view === "failed" ? "activity.noneFailed" : view === "active" ? "activity.none" : "activity.noneEnded")}>{view === "active" ? t("activity.noneNote") : null}</Empty>
        : (
          <>
            <ul className="jobs" aria-label={t("activity.title")}>{data.jobs.map((job) => <JobRow key={job.job_id} job={job} />)}</ul>
            {data.total_count > mostShown && <p className="faint">{t("list.more", { n: data.total_count - mostShown })}</p>}
          </>
        )}
    </Loaded>
  );
}
