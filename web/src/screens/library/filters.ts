import type { Operations } from "../../api/schema";

export type Layout = "table" | "grid";
export type Filters = Omit<Operations["GET /api/v1/documents"]["query"], "limit" | "offset" | "page" | "page_size">;

export const statuses = ["processing", "completed", "partial", "failed"] as const;
export const orders = ["created_at", "title", "page_count", "file_size", "updated_at"] as const;
/** Days back that can be chosen. */
export const spans = [1, 7, 30, 365] as const;

/** What the address says about which documents to show, in which order. */
export function filtersOf(query: URLSearchParams): Filters {
  const text = (name: string) => query.get(name) ?? undefined;
  const days = Number(query.get("from"));
  return {
    search: text("search"), status: text("status") as Filters["status"], tags: query.get("tag") ? [query.get("tag") ?? ""] : undefined,
    date_from: days > 0 ? new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10) : undefined,
    sort_by: (text("sort") ?? "created_at") as Filters["sort_by"], sort_order: (text("order") ?? "desc") as Filters["sort_order"],
  };
}

export type Change = (change: Record<string, string | null>) => void;
