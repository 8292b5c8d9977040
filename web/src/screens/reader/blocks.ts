import { call } from "../../api/client";
import type { ChunkLine, PageLine } from "../../api/schema";

/** Left, top, right, bottom in points from the top-left corner of the page. */
export type Rectangle = [number, number, number, number];

export interface Span {
  text: string;
  style?: string[];
  link?: string | { url?: string; page?: number };
}

export interface Cell {
  row: number;
  column: number;
  row_span: number;
  column_span: number;
  is_header: boolean;
  text: string;
}

/** What `docs/document.schema.json` says of a block, as far as it is shown. */
export interface Block {
  id: number;
  kind: string;
  text?: string;
  spans: Span[];
  regions: { page: number; rectangle: Rectangle }[];
  confidence: number;
  is_furniture?: boolean;
  heading?: { level: number };
  list?: { depth: number; marker: string; is_ordered: boolean };
  table?: { row_count: number; column_count: number; cells: Cell[] };
  figure?: { alternative_text: string; labels: Span[] };
}

export interface OutlineEntry {
  id: number;
  page: number;
  level: number;
  text: string;
}

export interface Hit {
  page: number;
  before: string;
  match: string;
  after: string;
}

export async function loadOutline(id: string): Promise<OutlineEntry[]> {
  const data = await call("GET /api/v1/documents/{document_id}/blocks", { path: { document_id: id }, query: { kind: "heading" } });
  return (data.blocks as Block[]).map((block) => ({
    id: block.id, page: block.regions[0]?.page ?? 1, level: block.heading?.level ?? 1, text: textOf(block),
  }));
}

export async function loadPage(id: string, page: number): Promise<{ line: PageLine; blocks: Block[] }> {
  const data = await call("GET /api/v1/documents/{document_id}/pages/{page}", { path: { document_id: id, page } });
  return { line: data.page, blocks: (data.blocks as Block[] | null) ?? [] };
}

export async function loadChunks(id: string): Promise<ChunkLine[]> {
  const data = (await call("GET /api/v1/documents/{document_id}/content", { path: { document_id: id }, query: { format: "chunks" } })) as unknown as { chunks: ChunkLine[] };
  return data.chunks;
}

export function textOf(block: Block): string {
  return block.text ?? block.spans.map((span) => span.text).join("");
}

/** Places where the words stand, in the order of the text. Chunks overlap: what was said by the one before is passed over. */
export function find(words: string, chunks: ChunkLine[]): Hit[] {
  const wanted = words.trim().toLocaleLowerCase();
  const hits: Hit[] = [];
  if (!wanted) return hits;
  for (const chunk of chunks) {
    const text = chunk.content.replace(/\s+/g, " ");
    const lower = text.toLocaleLowerCase();
    let from = Math.min(chunk.overlap_length, Math.max(0, text.length - 1));
    for (let at = lower.indexOf(wanted, from); at >= 0; at = lower.indexOf(wanted, from)) {
      from = at + wanted.length;
      hits.push({ page: pageAt(chunk, at / Math.max(1, text.length)), before: text.slice(Math.max(0, at - 40), at), match: text.slice(at, from), after: text.slice(from, from + 60) });
      if (hits.length >= mostHits) return hits;
    }
  }
  return hits;
}

/** More cannot be looked through. */
export const mostHits = 500;

/** A chunk may go over several pages; the share of its text says about where. */
function pageAt(chunk: ChunkLine, share: number): number {
  const regions = chunk.regions;
  return regions[Math.min(regions.length - 1, Math.floor(share * regions.length))]?.page ?? chunk.page_number;
}

export function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}
