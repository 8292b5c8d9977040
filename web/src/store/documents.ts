import { call } from "../api/client";
import type { DocumentLine, DocumentListing } from "../api/schema";
import { t } from "../text";
import { invalidate, patch } from "./resources";
import { dismiss, say, sayError } from "./toasts";

/** Time in which a deletion can be undone: until then the service is not told. */
const undoMilliseconds = 7000;
const hidden = new Set<string>();

/** Whether it is about to be deleted: lists leave it out already. */
export function isHidden(id: string): boolean {
  return hidden.has(id);
}

function redraw(): void {
  patch<DocumentListing>("documents", (listing) => ({ ...listing }));
}

/** Takes documents out of sight at once and deletes them when nobody undid it. */
export function deleteDocuments(ids: string[]): void {
  for (const id of ids) hidden.add(id);
  redraw();
  let isUndone = false;
  const commit = async () => {
    window.removeEventListener("pagehide", atLeaving);
    if (isUndone) return;
    for (const id of ids) {
      await call("DELETE /api/v1/documents/{document_id}", { path: { document_id: id }, keepalive: true }).catch(sayError);
      hidden.delete(id);
    }
    invalidate("documents", "usage", "images");
  };
  const atLeaving = () => void commit();
  window.addEventListener("pagehide", atLeaving);
  const timer = window.setTimeout(() => { dismiss(toast); void commit(); }, undoMilliseconds);
  const toast = say(t("documents.deleted", { n: ids.length }), "info", {
    label: t("undo"),
    run: () => {
      isUndone = true;
      window.clearTimeout(timer);
      for (const id of ids) hidden.delete(id);
      redraw();
    },
  });
}

/** Changes the tags of documents; shown at once, taken back when the service will not have it. */
export async function changeTags(documents: DocumentLine[], edit: (tags: string[]) => string[]): Promise<void> {
  const wished = new Map(documents.map((document) => [document.document_id, [...new Set(edit(document.tags))]]));
  patch<DocumentListing>("documents", (listing) => ({
    ...listing, documents: listing.documents.map((line) => ({ ...line, tags: wished.get(line.document_id) ?? line.tags })),
  }));
  try {
    for (const [id, tags] of wished) await call("PATCH /api/v1/documents/{document_id}", { path: { document_id: id }, body: { tags } });
  } catch (error) {
    sayError(error);
  }
  invalidate("documents", ...documents.map((document) => `document/${document.document_id}`));
}

export async function reprocess(ids: string[], options: Record<string, unknown> = {}): Promise<void> {
  try {
    for (const id of ids) await call("POST /api/v1/documents/{document_id}/reprocess", { path: { document_id: id }, body: { options } });
    say(t("documents.reprocessing", { n: ids.length }), "success");
  } catch (error) {
    sayError(error);
  }
  invalidate("documents", "jobs");
}
