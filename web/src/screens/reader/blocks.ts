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
  corrections?: BlockCorrection[];
}

/** A mark of what somebody has corrected in a block. */
export interface BlockCorrection {
  correction_id: string;
  subject: "line" | "cell" | "level";
  before: string;
  level_before?: number;
}

export interface OutlineEntry {
  id: number;
  page: number;
  level: number;
  text: string;
}

export interface Hit {
  /** Pages of the passage that it stands in; mostly one. */
  pages: number[];
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

/** Places where the words stand, in the order of the pages. A heading stands above its passages and not in them; small sections are passages together,
 * with the headings between them: those are found there. */
export function find(words: string, chunks: ChunkLine[], outline: OutlineEntry[]): Hit[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return [];
  const inPassages = findInPassages(wanted, chunks);
  const known = inPassages.map((hit) => ({ hit, text: hit.before + hit.match + hit.after }));
  const headings = findHeadings(wanted, outline).filter(({ pages, before, match, after }) => {
    const seen = before.slice(-contextLetters) + match + after.slice(0, contextLetters);
    return !known.some(({ hit, text }) => hit.pages.includes(pages[0] ?? 0) && text.includes(seen));
  });
  return [...headings, ...inPassages].sort((one, other) => (one.pages[0] ?? 0) - (other.pages[0] ?? 0)).slice(0, mostHits);
}

/** Chunks overlap: what was said by the one before is passed over. */
function findInPassages(wanted: string, chunks: ChunkLine[]): Hit[] {
  const hits: Hit[] = [];
  for (const chunk of chunks) {
    const text = chunk.content.replace(/\s+/g, " ");
    const lower = text.toLocaleLowerCase();
    const pages = [...new Set([...chunk.regions.map((region) => region.page), ...(chunk.regions.length ? [] : [chunk.page_number])])];
    let from = Math.min(chunk.overlap_length, Math.max(0, text.length - 1));
    for (let at = lower.indexOf(wanted, from); at >= 0; at = lower.indexOf(wanted, from)) {
      from = at + wanted.length;
      hits.push({ pages, before: text.slice(Math.max(0, at - 40), at), match: text.slice(at, from), after: text.slice(from, from + 60) });
      if (hits.length >= mostHits) return hits;
    }
  }
  return hits;
}

function findHeadings(wanted: string, outline: OutlineEntry[]): Hit[] {
  return outline.flatMap(({ text, page }) => {
    const at = text.toLocaleLowerCase().indexOf(wanted);
    return at < 0 ? [] : [{ pages: [page], before: text.slice(0, at), match: text.slice(at, at + wanted.length), after: text.slice(at + wanted.length) }];
  });
}

/** More cannot be looked through. */
export const mostHits = 500;

/** Letters around a hit that tell it from others on the pages of its passage. */
const contextLetters = 24;

/** The page of a hit: passages may go over several, of which one has these words in these surroundings. */
export async function pageOf(id: string, hit: Hit): Promise<number> {
  const [first = 1, ...others] = hit.pages;
  if (others.length === 0) return first;
  const plain = (text: string) => text.replace(/\s+/g, " ").toLocaleLowerCase();
  const whole = plain(hit.before.slice(-contextLetters) + hit.match + hit.after.slice(0, contextLetters)).trim();
  const pages = await Promise.all(hit.pages.map(async (page) => ({ page, text: plain((await loadPage(id, page)).blocks.map(textOf).join(" ")) })));
  return (pages.find(({ text }) => text.includes(whole)) ?? pages.find(({ text }) => text.includes(plain(hit.match))))?.page ?? first;
}

export function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

/** The address of the reader with places on a page lit. */
export function placeAddress(document: string, page: number, regions: { page: number; bounding_box: number[] }[]): string {
  const places = regions.filter((region) => region.page === page).map((region) => region.bounding_box.map((value) => Math.round(value)).join(","));
  return `/documents/${document}?page=${page}${places.length ? `&place=${places.slice(0, mostPlaces).join(";")}` : ""}`;
}

/** An address holds no more; they are one passage. */
const mostPlaces = 40;

export function placesOf(text: string | null): Rectangle[] {
  return (text ?? "").split(";").map((one) => one.split(",").map(Number)).filter((one): one is Rectangle => one.length === 4 && one.every(Number.isFinite)).slice(0, mostPlaces);
}
