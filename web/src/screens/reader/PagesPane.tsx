import { forwardRef, memo, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { PageLine } from "../../api/schema";
import { Icon } from "../../parts/Icon";
import { Picture } from "../../parts/Picture";
import { useResource } from "../../store/resources";
import { t } from "../../text";
import { loadPage, textOf, type Block, type Rectangle } from "./blocks";
import type { Focus } from "./ReaderScreen";

/** Pixels between pages. */
const gap = 20;
/** Screens of pages kept drawn above and below what is seen. */
const spareScreens = 0.75;
/** Pictures come in a few widths, so that zooming does not ask for a new one at every step. */
const pictureWidths = [480, 800, 1200, 1800, 2600];

/** Share of the height at which people look: the page there is the one they read. */
const eyeHeight = 0.35;
/** Jumps over more are made at once: flying over a hundred pages shows nothing. */
const farPixels = 3000;
/** Pixels above a place that a link points at. */
const placeMargin = 160;

export interface PagesHandle {
  scrollTo: (page: number, smoothly?: boolean) => void;
}

interface Props {
  id: string;
  pages: PageLine[];
  focus: Focus;
  zoom: number;
  onPage: (page: number) => void;
  onHover: (block: number | null) => void;
}

/** Pictures of the pages below each other; only those near what is seen are there. */
export const PagesPane = forwardRef<PagesHandle, Props>(function PagesPane({ id, pages, focus, zoom, onPage, onHover }, reference) {
  const root = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800, width: 600 });
  const width = Math.max(160, (view.width - 40) * zoom);
  const tops = useMemo(() => {
    let y = gap;
    return pages.map((page) => {
      const top = y;
      y += (width * page.height) / Math.max(1, page.width) + gap;
      return { top, height: y - gap - top };
    });
  }, [pages, width]);
  const total = (tops[tops.length - 1]?.top ?? 0) + (tops[tops.length - 1]?.height ?? 0) + gap;
  // Where the reader is: a page, and how far down in it. It stays in view when sizes change.
  const anchor = useRef({ page: focus.page, share: 0 });
  const jumpEnd = useRef(0);
  const latest = useRef({ tops, onPage });
  latest.current = { tops, onPage };

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight, width: element.clientWidth });
    const scrolled = () => {
      measure();
      const places = latest.current.tops;
      const index = nearest(places, element.scrollTop + element.clientHeight * eyeHeight);
      const place = places[nearest(places, element.scrollTop)];
      // While it jumps, the pages that fly by are not where the reader is.
      if (!place || Date.now() < jumpEnd.current) return;
      const before = anchor.current.page;
      anchor.current = { page: index + 1, share: ((element.scrollTop - (places[index]?.top ?? 0))) / Math.max(1, place.height) };
      if (index + 1 !== before) latest.current.onPage(index + 1);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", scrolled);
    };
  }, []);
  const scrollTo = useCallback((page: number, smoothly = true) => {
    const place = tops[page - 1];
    if (!place || !root.current) return;
    const isFar = Math.abs(place.top - root.current.scrollTop) > farPixels;
    anchor.current = { page, share: 0 };
    jumpEnd.current = Date.now() + (smoothly && !isFar ? 700 : 150);
    root.current.scrollTo({ top: place.top - gap / 2, behavior: smoothly && !isFar ? "smooth" : "auto" });
  }, [tops]);
  useImperativeHandle(reference, () => ({ scrollTo }), [scrollTo]);
  useLayoutEffect(() => {
    const { page, share } = anchor.current;
    const place = tops[page - 1];
    if (!place || !root.current) return;
    jumpEnd.current = Date.now() + 150;
    // A place that a link points at is brought into view, not only its page.
    const shift = share === 0 && focus.places[0] ? Math.max(0, (focus.places[0][1] * place.height) / Math.max(1, pages[page - 1]?.height ?? 1) - placeMargin) : 0;
    root.current.scrollTop = place.top + share * place.height + shift - (share === 0 ? gap / 2 : 0);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [tops]);

  const first = nearest(tops, view.top - view.height * spareScreens);
  const last = nearest(tops, view.top + view.height * (1 + spareScreens));
  return (
    <div className="pages" ref={root} tabIndex={0} role="region" aria-label={t("reader.pages")}>
      <div style={{ height: total, width: Math.max(width + 40, view.width), position: "relative" }}>
        {pages.slice(first, last + 1).map((line, index) => {
          const place = tops[first + index];
          return place && (
            <div key={line.page} className={`sheet ${line.page === focus.page ? "current" : ""}`}
              style={{ top: place.top, height: place.height, width, left: Math.max(20, (view.width - width) / 2) }}>
              <Sheet id={id} line={line} width={width} block={line.page === focus.page ? focus.block : null} words={focus.words} places={line.page === focus.page ? focus.places : none} onHover={onHover} />
            </div>
          );
        })}
      </div>
    </div>
  );
});

/** The last page that starts at or above a height. */
function nearest(tops: { top: number }[], y: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle]?.top ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

interface SheetProps {
  id: string;
  line: PageLine;
  width: number;
  block: number | null;
  words: string;
  places: Rectangle[];
  onHover: (block: number | null) => void;
}

const none: Rectangle[] = [];

const Sheet = memo(function Sheet({ id, line, width, block, words, places, onHover }: SheetProps) {
  const pixels = width * Math.min(2, window.devicePixelRatio);
  const content = useResource(line.status === "done" ? `document/${id}/page/${line.page}` : null, () => loadPage(id, line.page));
  return (
    <>
      <Picture operation="GET /api/v1/documents/{document_id}/pages/{page}/image" className="fill" alt={t("reader.pictureOf", { n: line.page })}
        parameters={{ path: { document_id: id, page: line.page }, query: { width: pictureWidths.find((one) => one >= pixels) ?? 2600, format: "webp" } }} />
      <Overlay line={line} blocks={content.data?.blocks ?? []} block={block} words={words} places={places} onHover={onHover} />
      {line.status === "failed" && <div className="sheet-note bad"><Icon name="warning" size={16} />{line.failure ?? t("status.failed")}</div>}
      {line.is_recognized && <div className="sheet-note"><Icon name="spark" size={14} />{t("reader.recognized")}</div>}
    </>
  );
});

type OverlayProps = Omit<SheetProps, "id" | "width"> & { blocks: Block[] };

function Overlay({ line, blocks, block, words, places, onHover }: OverlayProps) {
  const wanted = words.trim().toLocaleLowerCase();
  const style = ([left, top, right, bottom]: Rectangle) => ({
    left: `${(100 * left) / line.width}%`, top: `${(100 * top) / line.height}%`, width: `${(100 * (right - left)) / line.width}%`, height: `${(100 * (bottom - top)) / line.height}%`,
  });
  return (
    <div className="overlay" aria-hidden="true" onPointerLeave={() => onHover(null)}>
      {places.map((place, index) => <span key={`place-${index}`} className="place" data-place={index} style={style(place)} />)}
      {blocks.flatMap((one) => one.regions.filter((region) => region.page === line.page).map((region, index) => {
        const isHit = wanted !== "" && textOf(one).toLocaleLowerCase().includes(wanted);
        return (
          <span key={`${one.id}-${index}`} data-rectangle={one.id} className={`${one.kind} ${one.id === block ? "lit" : ""} ${isHit ? "hit" : ""}`} style={style(region.rectangle)}
            onPointerEnter={() => onHover(one.id)}
            onClick={() => document.getElementById(`block-${one.id}`)?.scrollIntoView({ block: "center", behavior: "smooth" })} />
        );
      }))}
    </div>
  );
}
