import { call } from "../../api/client";
import type { CorrectablePlaceLine, CorrectionListing, CorrectionProposalsChange } from "../../api/schema";
import { invalidate } from "../../store/resources";

/** What can be corrected in a block, as it was when somebody began to. */
export interface Draft {
  revision: number;
  lines: CorrectablePlaceLine[];
  cells: CorrectablePlaceLine[];
  level: CorrectablePlaceLine | undefined;
}

export async function loadPlaces(id: string, page: number) {
  return call("GET /api/v1/documents/{document_id}/corrections/places", { path: { document_id: id }, query: { page } });
}

export async function loadCorrections(id: string, limit: number, offset: number) {
  return call("GET /api/v1/documents/{document_id}/corrections", { path: { document_id: id }, query: { limit, offset } });
}

export function draftOf(block: number, places: { revision: number; places: CorrectablePlaceLine[] }): Draft {
  const own = places.places.filter((place) => place.block_id === block);
  const of = (subject: CorrectablePlaceLine["subject"]) => own.filter((place) => place.subject === subject);
  return { revision: places.revision, lines: of("line"), cells: of("cell"), level: of("level")[0] };
}

/** What was read at a place: without a correction, what stands there. */
export function readAt(place: CorrectablePlaceLine): string {
  return place.correction_id ? place.original_text ?? "" : place.text;
}

/** What a line, cell or heading says in a draft, by the name of its place. */
export function placeName({ subject, line, row, column }: CorrectablePlaceLine): string {
  return `${subject}/${line ?? ""}/${row ?? ""}/${column ?? ""}`;
}

/**
 * One line for each printed one, whatever was typed. Lines at both ends that stay keep their places; what stands between them is put into
 * the places between, the last of which takes what is too much.
 */
export function fitLines(before: string[], typed: string): string[] {
  const after = typed.split("\n").map((line) => line.trim());
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  // New lines between two that stay go with the one before, or with the first.
  if (start + end === before.length && after.length > before.length) {
    if (start > 0) start -= 1;
    else end -= 1;
  }
  const changed = after.slice(start, after.length - end);
  const room = before.length - start - end;
  const fitted = Array.from({ length: room }, (_, index) => (index === room - 1 ? changed.slice(index).filter(Boolean).join(" ") : changed[index] ?? ""));
  return [...before.slice(0, start), ...fitted, ...before.slice(before.length - end)];
}

/** What has to be said to the service so that the draft stands. */
export function changesOf(draft: Draft, texts: Record<string, string>, level: number | undefined): CorrectionProposalsChange[] {
  const changes: CorrectionProposalsChange[] = [];
  for (const place of [...draft.lines, ...draft.cells]) {
    const text = texts[placeName(place)] ?? place.text;
    if (text !== place.text) changes.push({ block_id: place.block_id, subject: place.subject, line: place.line, row: place.row, column: place.column, seen_text: place.text, text });
  }
  if (draft.level && level !== undefined && level !== draft.level.level) {
    changes.push({ block_id: draft.level.block_id, subject: "level", seen_level: draft.level.level, level });
  }
  return changes;
}

/** Saves in pieces of what the service takes at once; mostly one. */
export async function saveChanges(id: string, revision: number, changes: CorrectionProposalsChange[]): Promise<void> {
  for (let from = 0; from < changes.length; from += mostChanges) {
    await call("PUT /api/v1/documents/{document_id}/corrections", { path: { document_id: id }, body: { revision, changes: changes.slice(from, from + mostChanges) } });
  }
  invalidate(`document/${id}`);
}

/** The service's own limit. */
const mostChanges = 500;

export async function removeCorrection(id: string, { correction_id, version }: CorrectionListing["corrections"][number]): Promise<void> {
  await call("DELETE /api/v1/documents/{document_id}/corrections/{correction_id}", { path: { document_id: id, correction_id }, query: { version } });
  invalidate(`document/${id}`);
}
