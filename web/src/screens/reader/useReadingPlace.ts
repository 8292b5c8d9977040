import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { PageLine } from "../../api/schema";
import { indexOf, numberAt } from "./pages";
import type { Focus } from "./ReaderScreen";

/** Pixels between pages. */
const gap = 20;
/** Pixels beside a page that fits the width. */
const margin = 40;
const narrowestPage = 160;
/** Share of the height at which people look: the page there is the one they read. */
const eyeHeight = 0.35;
/** Jumps over more are made at once: flying over a hundred pages shows nothing. */
const farPixels = 3000;
/** Pixels above a place that a link points at. */
const placeMargin = 160;
/** While the pane moves by itself, the pages that fly by are not where the reader is. */
const jumpMilliseconds = 150;
const flightMilliseconds = 700;

interface Extent {
  top: number;
  height: number;
}

/** Heights of all pages below each other, and the page that is read: it follows scrolling, and stays in view when sizes change. */
export function useReadingPlace(pages: PageLine[], focus: Focus, zoom: number, onPage: (page: number) => void) {
  const root = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800, width: 600 });
  const width = Math.max(narrowestPage, (view.width - margin) * zoom);
  const tops = useMemo(() => extents(pages, width), [pages, width]);
  const last = tops[tops.length - 1];
  const anchor = useRef({ page: focus.page, share: 0 });
  const jumpEnd = useRef(0);
  const latest = useRef({ tops, pages, onPage });
  latest.current = { tops, pages, onPage };

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight, width: element.clientWidth });
    const scrolled = () => {
      measure();
      if (Date.now() < jumpEnd.current) return;
      const index = nearest(latest.current.tops, element.scrollTop + element.clientHeight * eyeHeight);
      const place = latest.current.tops[index];
      if (!place) return;
      const before = anchor.current.page;
      const page = numberAt(latest.current.pages, index);
      anchor.current = { page, share: (element.scrollTop - place.top) / Math.max(1, place.height) };
      if (page !== before) latest.current.onPage(page);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", scrolled);
    };
  }, []);

  useLayoutEffect(() => {
    const { page, share } = anchor.current;
    const index = indexOf(pages, page);
    const place = tops[index];
    if (!place || !root.current) return;
    jumpEnd.current = Date.now() + jumpMilliseconds;
    root.current.scrollTop = place.top + (share === 0 ? startOf(place, pages[index], focus) : share * place.height);
    // Places of a link count when the pages come, not when they are scrolled away from.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [tops]);

  const scrollTo = useCallback((page: number, smoothly = true) => {
    const place = tops[indexOf(pages, page)];
    if (!place || !root.current) return;
    const flies = smoothly && Math.abs(place.top - root.current.scrollTop) <= farPixels;
    anchor.current = { page, share: 0 };
    jumpEnd.current = Date.now() + (flies ? flightMilliseconds : jumpMilliseconds);
    root.current.scrollTo({ top: place.top - gap / 2, behavior: flies ? "smooth" : "auto" });
  }, [tops, pages]);
  return { root, view, tops, width, total: (last?.top ?? 0) + (last?.height ?? 0) + gap, scrollTo };
}

function extents(pages: PageLine[], width: number): Extent[] {
  let y = gap;
  return pages.map((page) => {
    const height = (width * page.height) / Math.max(1, page.width);
    const extent = { top: y, height };
    y += height + gap;
    return extent;
  });
}

/** Pixels below a page's top at which reading begins: a place that a link points at is brought into view, not only its page. */
function startOf(place: Extent, line: PageLine | undefined, focus: Focus): number {
  const first = focus.places[0];
  const down = first ? (first[1] * place.height) / Math.max(1, line?.height ?? 1) - placeMargin : 0;
  return Math.max(0, down) - gap / 2;
}

/** The last page that starts at or above a height. */
export function nearest(tops: { top: number }[], y: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle]?.top ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
