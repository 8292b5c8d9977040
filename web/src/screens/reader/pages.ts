import type { PageLine } from "../../api/schema";

/** Where a page stands among those that were read, or the one that is nearest to it: of a document that was read in part, pages have the numbers
 * of the file. 0 when there is none. */
export function indexOf(pages: PageLine[], page: number): number {
  let best = 0;
  pages.forEach((line, index) => {
    if (Math.abs(line.page - page) < Math.abs((pages[best]?.page ?? 0) - page)) best = index;
  });
  return best;
}

/** The number of a page by where it stands; the first or last one beyond the ends. */
export function numberAt(pages: PageLine[], index: number): number {
  return pages[Math.min(Math.max(0, index), pages.length - 1)]?.page ?? 1;
}
