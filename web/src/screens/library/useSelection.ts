import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../api/client";
import type { DocumentLine } from "../../api/schema";
import { sayError } from "../../store/toasts";
import type { Filters } from "./filters";

/** Documents that something is done with at once: an archive takes no more. */
export const mostSelected = 1000;
/** Documents asked for together; the service gives no more. */
const partSize = 100;

type Selection = ReadonlyMap<string, DocumentLine>;

/** Which documents of the list are chosen: one by one, from one to another (with Shift), or all that the list has. */
export function useSelection(key: string, filters: Filters) {
  const [selected, setSelected] = useState<Selection>(new Map());
  /** Where the last one stands in the list. */
  const last = useRef<number | null>(null);
  const clear = useCallback(() => {
    setSelected(new Map());
    last.current = null;
  }, []);
  useEffect(clear, [key, clear]);

  const toggle = useCallback((document: DocumentLine, index: number, toHere = false) => {
    const from = last.current;
    last.current = index;
    if (toHere && from !== null) {
      // Of a long list, what lies between may never have been seen.
      const [first, end] = [Math.min(from, index), Math.max(from, index) + 1];
      load(filters, first, end - first).then((documents) => setSelected((before) => joined(before, documents)), sayError);
      return;
    }
    setSelected((before) => {
      const next = new Map(before);
      if (!next.delete(document.document_id)) next.set(document.document_id, document);
      return next;
    });
  }, [filters]);
  const selectAll = async () => setSelected(joined(new Map(), await load(filters, 0, mostSelected)));
  return { selected, toggle, selectAll, clear };
}

function joined(before: Selection, documents: DocumentLine[]): Selection {
  return new Map([...before, ...documents.map((one) => [one.document_id, one] as const)].slice(0, mostSelected));
}

/** So many documents of the list from one on, or as many as there are. */
async function load(filters: Filters, first: number, count: number): Promise<DocumentLine[]> {
  const found: DocumentLine[] = [];
  while (found.length < Math.min(count, mostSelected)) {
    const { documents } = await call("GET /api/v1/documents", { query: { ...filters, limit: Math.min(partSize, count - found.length), offset: first + found.length } });
    if (documents.length === 0) break;
    found.push(...documents);
  }
  return found;
}
