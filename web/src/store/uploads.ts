import { call } from "../api/client";
import { ApiError } from "../api/errors";
import type { BatchAcceptedReply, ProcessReply } from "../api/schema";
import { accessToken } from "../api/session";
import { t } from "../text";
import { said } from "../text/service";
import { invalidate } from "./resources";
import { getState, setState, type Upload } from "./store";
import { say, sayError } from "./toasts";

/** Files sent in one request: more of them would wait for the last before the first is processed. */
const mostTogether = 20;
/** Folders in folders that are looked into. */
const deepestFolder = 12;
let lastId = 0;

/** Options of processing that people choose. */
export interface UploadOptions {
  tags?: string[];
  performOcr?: "auto" | "always" | "never";
  language?: string;
  pageRange?: string;
  password?: string;
  priority?: "low" | "normal" | "high" | "urgent";
}

function update(id: number, part: Partial<Upload>): void {
  setState(({ uploads }) => ({ uploads: uploads.map((one) => (one.id === id ? { ...one, ...part } : one)) }));
}

export function clearUploads(): void {
  setState(({ uploads }) => ({ uploads: uploads.filter(({ state }) => state === "waiting" || state === "sending") }));
}

/** Sends PDFs, several of them as a batch. What is no PDF is said and left out. */
export async function upload(files: File[], options: UploadOptions = {}): Promise<void> {
  const documents = files.filter((file) => /\.pdf$/i.test(file.name) || file.type === "application/pdf");
  if (documents.length < files.length) say(t("upload.notPdf", { n: files.length - documents.length }), "error");
  const rows = documents.map((file): Upload => ({ id: ++lastId, name: file.name, sizeBytes: file.size, sentBytes: 0, state: "waiting" }));
  setState(({ uploads }) => ({ uploads: [...rows, ...uploads] }));
  for (let start = 0; start < documents.length; start += mostTogether) {
    await sendGroup(documents.slice(start, start + mostTogether), rows.slice(start, start + mostTogether), options);
  }
}

async function sendGroup(files: File[], rows: Upload[], options: UploadOptions): Promise<void> {
  for (const row of rows) update(row.id, { state: "sending" });
  const isBatch = files.length > 1;
  try {
    const answer = await post(isBatch ? "/api/v1/documents/batch-process" : "/api/v1/documents/process", form(files, options, isBatch), (sent) => spread(sent, rows));
    if (isBatch) takeBatch(answer as BatchAcceptedReply, rows);
    else takeSingle(answer as ProcessReply, rows);
  } catch (error) {
    const known = ApiError.of(error);
    for (const row of rows) update(row.id, { state: "failed", error: known.message });
  }
  invalidate("documents", "jobs", "batches", "usage");
}

function form(files: File[], options: UploadOptions, isBatch: boolean): FormData {
  const data = new FormData();
  const add = (name: string, value: string | undefined) => value && data.append(name, value);
  if (isBatch) {
    data.append("batch_options", JSON.stringify({ name: t("upload.batchName", { n: files.length }) }));
  } else {
    data.append("async_processing", "true");
    add("perform_ocr", options.performOcr);
    add("language", options.language);
    add("page_range", options.pageRange);
    add("password", options.password);
  }
  add("processing_priority", options.priority);
  for (const tag of options.tags ?? []) data.append("tags", tag);
  for (const file of files) data.append(isBatch ? "files" : "file", file, file.name);
  return data;
}

/** Files go one behind the other, so the bytes sent in all say how far each is. */
function spread(sent: number, rows: Upload[]): void {
  let left = sent;
  for (const row of rows) {
    update(row.id, { sentBytes: Math.max(0, Math.min(row.sizeBytes, left)) });
    left -= row.sizeBytes;
  }
}

function takeSingle(reply: ProcessReply, rows: Upload[]): void {
  const row = rows[0];
  if (row) update(row.id, { state: reply.is_duplicate ? "duplicate" : "accepted", sentBytes: row.sizeBytes, documentId: reply.document_id, jobId: reply.job_id ?? undefined });
}

function takeBatch(reply: BatchAcceptedReply, rows: Upload[]): void {
  reply.results.forEach((result, index) => {
    const row = rows[index];
    if (!row) return;
    const state = result.status === "duplicate" ? "duplicate" : result.status === "accepted" ? "accepted" : "failed";
    update(row.id, {
      state, sentBytes: row.sizeBytes, error: said(result.error_message, result.error_code) || undefined, documentId: result.document_id ?? undefined, jobId: result.job_id ?? undefined,
    });
  });
}

/** A form sent so that its progress can be shown, which `fetch` cannot. */
async function post(url: string, data: FormData, onSent: (bytes: number) => void): Promise<unknown> {
  const attempt = (token: string) => new Promise<XMLHttpRequest>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => resolve(request);
    request.onerror = () => reject(new ApiError("OFFLINE", t("error.offline")));
    request.send(data);
  });
  const token = await accessToken();
  let request = await attempt(token);
  if (request.status === 401) request = await attempt(await accessToken(token));
  const response = new Response(request.responseText, { status: request.status });
  if (request.status >= 400) throw await ApiError.from(response);
  return ((await response.json()) as { data: unknown }).data;
}

/** Has the service fetch documents. */
export async function uploadAddresses(addresses: string[], tags: string[]): Promise<void> {
  try {
    if (addresses.length > 1) {
      await call("POST /api/v1/documents/batch-process", { body: { urls: addresses, tags, batch_options: { name: t("upload.batchName", { n: addresses.length }) } } });
    } else {
      await call("POST /api/v1/documents/process-url", { body: { url: addresses[0] ?? "", tags, async_processing: true } });
    }
    say(t("upload.fetching", { n: addresses.length }), "success");
  } catch (error) {
    sayError(error);
  }
  invalidate("documents", "jobs", "batches");
}

/** The files of a drop, also those in folders. */
export async function filesOfDrop(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry): entry is FileSystemEntry => entry !== null);
  if (entries.length === 0) return [...transfer.files];
  const found: File[] = [];
  for (const entry of entries) await collect(entry, found, 0);
  // In folders other files are expected; dropped by themselves they are a mistake that is said.
  return entries.some((entry) => entry.isDirectory) ? found.filter((file) => /\.pdf$/i.test(file.name)) : found;
}

async function collect(entry: FileSystemEntry, found: File[], depth: number): Promise<void> {
  if (entry.isFile) {
    found.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
  } else if (depth < deepestFolder) {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A reader gives a part at a time until it gives none.
    for (;;) {
      const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (part.length === 0) break;
      for (const inner of part) await collect(inner, found, depth + 1);
    }
  }
}

/** Whether leaving the page would lose files that are on their way. */
export function watchLeaving(): void {
  window.addEventListener("beforeunload", (event) => {
    if (getState().uploads.some(({ state }) => state === "waiting" || state === "sending")) event.preventDefault();
  });
}
