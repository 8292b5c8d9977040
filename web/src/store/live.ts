import { LiveConnection, type LiveEvent } from "../api/live";
import type { BatchListing, BatchReply, DocumentListing, JobListing, JobReply } from "../api/schema";
import { invalidate, patch } from "./resources";
import { getState } from "./store";

/** Many events come at once; lists whose order may have changed are asked for again once in this time. */
const gatherMilliseconds = 600;
let connection: LiveConnection | null = null;
let pending: Set<string> | null = null;

export function startLive(): void {
  connection?.stop();
  connection = new LiveConnection(hear);
  connection.start();
}

export function stopLive(): void {
  connection?.stop();
  connection = null;
}

function later(...prefixes: string[]): void {
  if (!pending) {
    pending = new Set();
    window.setTimeout(() => {
      const names = [...(pending ?? [])];
      pending = null;
      invalidate(...names);
    }, gatherMilliseconds);
  }
  for (const prefix of prefixes) pending.add(prefix);
}

function hear({ type, payload }: LiveEvent): void {
  const document = payload.document_id as string | undefined;
  switch (type) {
    case "progress_update":
      if (!patchJob(String(payload.job_id), (job) => withProgress(job, payload))) later("jobs");
      break;
    case "status_update":
      patchJob(String(payload.job_id), (job) => ({ ...job, status: String(payload.status) }));
      later("jobs", "admin/jobs", "queue");
      if (payload.batch_id) later("batches");
      break;
    case "document_update":
      patchDocument(String(document), String(payload.status), Number(payload.page_count));
      later("documents", `document/${document}`, "usage");
      break;
    case "page_ready":
      later(`document/${document}/pages`);
      break;
    case "batch_update":
      patchBatch(payload);
      break;
    case "job_queue_update":
      later("queue");
      break;
    case "resync":
    case "reconnected":
    case "poll":
      later("jobs", "batches", "documents", "queue", "admin/jobs");
      break;
  }
}

function withProgress(job: JobReply, payload: LiveEvent["payload"]): JobReply {
  const steps = payload.steps as { name: string; status: string; duration?: number }[] | undefined;
  const percentage = Number(payload.progress_percentage ?? job.progress_percentage);
  return {
    ...job,
    status: job.status === "pending" ? "processing" : job.status,
    progress_percentage: percentage,
    processing_steps: steps?.map(({ name, status, duration }) => ({ step: name, status, duration })) ?? job.processing_steps,
    progress: {
      ...job.progress, progress_percentage: percentage,
      current_step: (payload.current_step as string | undefined) ?? job.progress.current_step,
      pages_done: Number(payload.pages_done ?? job.progress.pages_done), page_count: Number(payload.page_count ?? job.progress.page_count),
      estimated_remaining_seconds: (payload.estimated_remaining_seconds as number | undefined) ?? null,
    },
  };
}

/** False when no list has it. */
function patchJob(id: string, edit: (job: JobReply) => JobReply): boolean {
  let found = false;
  patch<JobListing>("jobs", (listing) => {
    if (!listing.jobs.some((job) => job.job_id === id)) return undefined;
    found = true;
    return { ...listing, jobs: listing.jobs.map((job) => (job.job_id === id ? edit(job) : job)) };
  });
  return found;
}

function patchDocument(id: string, status: string, pageCount: number): void {
  patch<DocumentListing>("documents", (listing) =>
    listing.documents.some((document) => document.document_id === id)
      ? {
          ...listing,
          documents: listing.documents.map((document) =>
            document.document_id === id ? { ...document, status, page_count: pageCount || document.page_count } : document),
        }
      : undefined);
}

function patchBatch(payload: LiveEvent["payload"]): void {
  const number = (name: string) => Number(payload[name] ?? 0);
  let found = false;
  const edit = (batch: BatchReply): BatchReply => {
    if (batch.batch_id !== payload.batch_id) return batch;
    found = true;
    const progress = {
      cancelled: number("cancelled"), completed: number("completed"), failed: number("failed"), partial: number("partial"),
      paused: number("paused"), pending: number("pending"), processing: number("processing"),
    };
    const ended = progress.cancelled + progress.completed + progress.failed + progress.partial;
    return { ...batch, progress, progress_percentage: Math.round((100 * ended) / Math.max(1, number("total"))) };
  };
  patch<BatchListing>("batches", (listing) => ({ ...listing, batches: listing.batches.map(edit) }));
  if (!found || payload.has_ended) later("batches");
}

/** Whether what the screens show follows by itself. */
export function isLive(): boolean {
  return getState().live === "socket" || getState().live === "events";
}
