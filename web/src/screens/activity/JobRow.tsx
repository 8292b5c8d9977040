import { useState } from "react";
import { call } from "../../api/client";
import { usePermission } from "../../api/permissions";
import type { JobReply } from "../../api/schema";
import { Link } from "../../app/router";
import { Button, IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Progress, Status } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { formatAgo, formatSeconds, named, t } from "../../text";
import { said } from "../../text/service";

export type JobAction = "pause" | "resume" | "cancel" | "retry";

export async function control(jobId: string, action: JobAction): Promise<void> {
  try {
    await call("POST /api/v1/jobs/{job_id}/actions", { path: { job_id: jobId }, body: { action } });
  } catch (error) {
    sayError(error);
  }
  invalidate("jobs", "batches", "documents", "queue");
}

const running = ["pending", "processing", "retrying", "interrupted"];

export function JobRow({ job }: { job: JobReply }) {
  const [isOpen, setOpen] = useState(false);
  const mayWrite = usePermission("document:write");
  const document = useResource(job.document_id ? `document/${job.document_id}` : null, () => call("GET /api/v1/documents/{document_id}", { path: { document_id: job.document_id ?? "" } }));
  const isRunning = running.includes(job.status);
  const name = document.data?.title ?? named("job", job.job_type);
  const failedPages = (job.results as { failed_pages?: unknown[] } | null | undefined)?.failed_pages?.length ?? 0;
  return (
    <li className={`job ${job.status}`} data-job={job.job_id} data-status={job.status}>
      <div className="job-main">
        <div className="job-name">
          {job.document_id ? <Link href={`/documents/${job.document_id}`} className="clip strong">{name}</Link> : <span className="clip strong">{name}</span>}
          <span className="faint">{stateLine(job)}</span>
        </div>
        <Status name={job.status} />
        <div className="job-actions">
          {mayWrite && isRunning && <IconButton size="small" icon="pause" label={t("job.pause", { name })} onClick={() => void control(job.job_id, "pause")} />}
          {mayWrite && job.status === "paused" && <IconButton size="small" icon="play" label={t("job.resume", { name })} onClick={() => void control(job.job_id, "resume")} />}
          {mayWrite && (isRunning || job.status === "paused") && <IconButton size="small" icon="close" label={t("job.cancel", { name })} onClick={() => void control(job.job_id, "cancel")} />}
          {mayWrite && ["failed", "cancelled", "partial"].includes(job.status) && <Button size="small" icon="retry" onClick={() => void control(job.job_id, "retry")}>{t("retry")}</Button>}
          <IconButton size="small" icon={isOpen ? "up" : "down"} label={t("job.details", { name })} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} />
        </div>
      </div>
      {(isRunning || job.status === "paused") && <Progress percent={job.progress_percentage} label={t("job.progress", { name })} isBusy={job.status === "processing"} />}
      {job.error_message && <p className="job-error"><Icon name="warning" size={16} /><span>{said(job.error_message, job.error?.code)}{job.error && <code>{job.error.code}</code>}</span></p>}
      {failedPages > 0 && <p className="job-error warn"><Icon name="warning" size={16} />{t("pages.failed", { n: failedPages })}</p>}
      {isOpen && <Steps job={job} />}
    </li>
  );
}

/** What it does, how far it is, and how long it takes still. */
function stateLine(job: JobReply): string {
  const parts: string[] = [];
  const { current_step: step, pages_done: done, page_count: count, estimated_remaining_seconds: left } = job.progress;
  if (job.status === "processing" && step) parts.push(named("step", step));
  if (job.status === "pending" && job.queue_position) parts.push(t("job.position", { n: job.queue_position }));
  if (count > 0) parts.push(job.status === "completed" ? t("pages", { n: count }) : t("job.pages", { done, count }));
  if (left && running.includes(job.status)) parts.push(t("job.left", { time: formatSeconds(left) }));
  if (job.completed_at) parts.push(formatAgo(job.completed_at));
  if (job.current_retry > 0) parts.push(t("job.attempt", { n: job.current_retry + 1 }));
  return parts.join(" · ") || formatAgo(job.created_at);
}

function Steps({ job }: { job: JobReply }) {
  return (
    <div className="steps">
      <ol>
        {job.processing_steps.map((step) => (
          <li key={step.step} className={step.status}>
            <i aria-hidden="true" /><span>{named("step", step.step)}</span>
            <span className="faint">{step.status === "skipped" ? t("step.skipped") : step.duration ? formatSeconds(step.duration) : named("status", step.status)}</span>
          </li>
        ))}
      </ol>
      <p className="faint">{job.job_id} · {named("priority", job.priority)}</p>
    </div>
  );
}
