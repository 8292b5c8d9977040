import { useState } from "react";
import { call } from "../../api/client";
import type { AdminJob } from "../../api/schema";
import { Link } from "../../app/router";
import { IconButton } from "../../parts/Button";
import { Select } from "../../parts/Field";
import { Pager } from "../../parts/Pager";
import { Loaded, Status } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { useStore } from "../../store/store";
import { sayError } from "../../store/toasts";
import { formatAgo, formatPercent, named, t } from "../../text";
import { said } from "../../text/service";

const pageSize = 50;
const statuses = ["pending", "processing", "retrying", "paused", "completed", "partial", "failed", "cancelled"] as const;
const kinds = ["document_processing", "image_analysis", "bulk_processing", "search_indexing"] as const;

export function JobsTab() {
  const [status, setStatus] = useState<(typeof statuses)[number] | "">("");
  const [kind, setKind] = useState<(typeof kinds)[number] | "">("");
  const [offset, setOffset] = useState(0);
  const query = { status: status ? [status] : undefined, job_type: kind || undefined, limit: pageSize, offset };
  const jobs = useResource(`admin/jobs?${JSON.stringify(query)}`, () => call("GET /api/v1/admin/jobs", { query }));
  return (
    <div className="stack">
      <div className="tools">
        <Select label={t("filter.status")} isLabelHidden value={status} onChange={(event) => { setStatus(event.target.value as typeof status); setOffset(0); }}>
          <option value="">{t("filter.anyStatus")}</option>{statuses.map((one) => <option key={one} value={one}>{named("status", one)}</option>)}
        </Select>
        <Select label={t("jobs.kind")} isLabelHidden value={kind} onChange={(event) => { setKind(event.target.value as typeof kind); setOffset(0); }}>
          <option value="">{t("jobs.anyKind")}</option>{kinds.map((one) => <option key={one} value={one}>{named("job", one)}</option>)}
        </Select>
      </div>
      <Loaded of={jobs}>
        {(data) => (
          <>
            <div className="table-scroll" tabIndex={0} role="region" aria-label={t("admin.jobs")}>
              <table className="data">
                <thead><tr><th>{t("jobs.job")}</th><th>{t("column.status")}</th><th className="number">{t("jobs.progress")}</th><th>{t("jobs.updated")}</th><th><span className="unseen">{t("jobs.actions")}</span></th></tr></thead>
                <tbody>{data.jobs.map((job) => <Row key={job.job_id} job={job} />)}</tbody>
              </table>
            </div>
            <Pager total={data.total_count} offset={offset} size={pageSize} onChange={setOffset} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Row({ job }: { job: AdminJob }) {
  const act = async (action: "pause" | "resume" | "cancel" | "retry") => {
    await call("POST /api/v1/admin/jobs/{job_id}/actions", { path: { job_id: job.job_id }, body: { action } }).catch(sayError);
    invalidate("admin/jobs", "jobs", "queue");
  };
  const isRunning = ["pending", "processing", "retrying", "interrupted"].includes(job.status);
  const name = job.job_id;
  const error = job.details.error as { code: string; message: string } | undefined;
  const document = job.details.document_id as string | undefined;
  // Of other workspaces, administrators see that there is a job, and not what it is about.
  const isOwn = useStore((state) => state.profile?.workspace.workspace_id) === job.workspace_id;
  return (
    <tr>
      <td className="job-cell">
        {document && isOwn ? <Link href={`/documents/${document}`} className="strong">{named("job", job.job_type)}</Link> : <span className="strong">{named("job", job.job_type)}</span>}
        <code className="faint">{job.job_id}</code>
        {error && <p className="faint">{said(error.message, error.code)}</p>}
      </td>
      <td><Status name={job.status} /></td>
      <td className="number">{formatPercent(Number(job.details.progress_percentage ?? 0) / 100)}</td>
      <td>{formatAgo(job.updated_at)}</td>
      <td className="cell-actions"><div className="row">
        {isRunning && <IconButton size="small" icon="pause" label={t("job.pause", { name })} onClick={() => void act("pause")} />}
        {job.status === "paused" && <IconButton size="small" icon="play" label={t("job.resume", { name })} onClick={() => void act("resume")} />}
        {(isRunning || job.status === "paused") && <IconButton size="small" icon="close" label={t("job.cancel", { name })} onClick={() => void act("cancel")} />}
        {["failed", "cancelled", "partial"].includes(job.status) && <IconButton size="small" icon="retry" label={t("job.retry", { name })} onClick={() => void act("retry")} />}
      </div></td>
    </tr>
  );
}
