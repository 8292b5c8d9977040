import type { Operations } from "../../api/schema";

export const modes = ["hybrid", "keyword", "semantic", "images"] as const;
export type Mode = (typeof modes)[number];
export type SearchBody = Operations["POST /api/v1/search"]["body"];
export type Change = (change: Record<string, string | null>) => void;

export const hitsPerPage = 20;

/** Filters in the address and what the service calls them. */
export const filters = [
  { name: "doc", field: "document_ids", facet: "documents" }, { name: "tag", field: "tags", facet: "tags" }, { name: "kind", field: "kinds", facet: "kinds" },
  { name: "lang", field: "languages", facet: "languages" }, { name: "type", field: "document_types", facet: "types" },
] as const;

/** What the address says to search for. */
export function bodyOf(query: URLSearchParams, words: string): SearchBody {
  const mode = query.get("mode");
  const body: Record<string, unknown> = {
    query: words, mode: mode === "keyword" || mode === "semantic" ? mode : "hybrid", limit: hitsPerPage, offset: Number(query.get("from")) || 0, include_content: false,
  };
  for (const { name, field } of filters) if (query.get(name)) body[field] = [query.get(name)];
  const year = query.get("year");
  if (year) Object.assign(body, { date_from: `${year}-01-01`, date_to: `${year}-12-31` });
  return body as SearchBody;
}

export interface MarkedPart {
  text: string;
  isMarked: boolean;
}

/** The parts of an excerpt in which `<mark>` is the only markup; everything else in it is text. */
export function markedParts(html: string): MarkedPart[] {
  const plain = (text: string) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  return html.split(/<\/?mark>/).map((text, index) => ({ text: plain(text), isMarked: index % 2 === 1 }));
}
