import { useState } from "react";
import { call, download } from "../../api/client";
import { usePermission } from "../../api/permissions";
import type { BatchReply } from "../../api/schema";
import ArchiveDialog from "../../parts/ArchiveDialog";
import { Button, IconButton } from "../../parts/Button";
import { Empty, Loaded, Progress, Status } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { formatAgo, t } from "../../text";
import { JobRow, type JobAction } from "./JobRow";

/** Jobs fetched at a time; the service gives no more. */
const partSize = 100;

export function Batches() {
  const batches = useResource("batches", () => call("GET /api/v1/batches", { query: { limit: 50 } }));
  return (
    <Loaded of={batches}>
      {(data) => data.batches.length === 0 ? <Empty icon="folder" title={t("batch.none")}>{t("batch.noneNote")}</Empty>
        : <ul className="jobs" aria-label={t("activity.batches")}>{data.batches.map((batch) => <BatchRow key={batch.batch_id} batch={batch} />)}</ul>}
    </Loaded>
  );
}

function BatchRow({ batch }: { batch: BatchReply }) {
  const [isOpen, setOpen] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const mayWrite = usePermission("document:write");
  const { progress } = batch;
  const name = batch.name ?? t("batch.unnamed");
  const isActive = progress.pending + progress.processing > 0;
  const act = async (action: JobAction) => {
    await call("POST /api/v1/batches/{batch_id}/actions", { path: { batch_id: batch.batch_id }, body: { action } }).catch(sayError);
    invalidate("batches", "jobs", "documents");
  };
  const totals = ([["completed", progress.completed], ["partial", progress.partial], ["failed", progress.failed], ["processing", progress.processing],
    ["pending", progress.pending], ["paused", progress.paused], ["cancelled", progress.cancelled]] as const).filter(([, count]) => count > 0);
  return (
    <li className="job" data-batch={batch.batch_id}>
      <div className="job-main">
        <div className="job-name"><span className="clip strong">{name}</span><span className="faint">{t("documents.count", { n: batch.total_documents })} · {formatAgo(batch.created_at)}</span></div>
        <Status name={batch.batch_status} />
        <div className="job-actions">
          {mayWrite && isActive && <IconButton size="small" icon="pause" label={t("job.pause", { name })} onClick={() => void act("pause")} />}
          {mayWrite && progress.paused > 0 && <IconButton size="small" icon="play" label={t("job.resume", { name })} onClick={() => void act("resume")} />}
          {mayWrite && (isActive || progress.paused > 0) && <IconButton size="small" icon="close" label={t("job.cancel", { name })} onClick={() => void act("cancel")} />}
          {mayWrite && progress.failed > 0 && <Button size="small" icon="retry" onClick={() => void act("retry")}>{t("batch.retryFailed")}</Button>}
          <IconButton size="small" icon="download" label={t("batch.results", { name })} onClick={() => setChoosing(true)} />
          <IconButton size="small" icon={isOpen ? "up" : "down"} label={t("job.details", { name })} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} />
        </div>
      </div>
      <Progress percent={batch.progress_percentage} label={t("job.progress", { name })} isBusy={isActive} />
      <p className="totals">{totals.map(([state, count]) => <span key={state}><Status name={state} /> {count}</span>)}</p>
      {isOpen && <BatchJobs id={batch.batch_id} />}
      {isChoosing && (
        <ArchiveDialog note={t("documents.count", { n: batch.total_documents }) + "."} onClose={() => setChoosing(false)}
          fetchArchive={(wish) => download("GET /api/v1/batches/{batch_id}/download", { path: { batch_id: batch.batch_id }, query: wish }, `${batch.batch_id}.zip`)} />
      )}
    </li>
  );
}

function BatchJobs({ id }: { id: string }) {
  const jobs = useResource(`jobs?batch=${id}`, () => call("GET /api/v1/batches/{batch_id}/jobs", { path: { batch_id: id }, query: { limit: partSize } }));
  return <Loaded of={jobs}>{(data) => <ul className="jobs inner" aria-label={t("activity.title")}>{data.jobs.map((job) => <JobRow key={job.job_id} job={job} />)}</ul>}</Loaded>;
}
