import { forwardRef, memo, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { PageLine } from "../../api/schema";
import { Icon } from "../../parts/Icon";
import { Picture } from "../../parts/Picture";
import { useResource } from "../../store/resources";
import { t } from "../../text";
import { loadPage, textOf, type Block } from "./blocks";
import type { Focus } from "./ReaderScreen";

/** Pixels between pages. */
const gap = 20;
/** Screens of pages kept drawn above and below what is seen. */
const spareScreens = 0.75;
/** Pictures come in a few widths, so that zooming does not ask for a new one at every step. */
const pictureWidths = [480, 800, 1200, 1800, 2600];

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
  const jump = useRef(0);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight, width: element.clientWidth });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);
  const current = nearest(tops, view.top + view.height * 0.35);
  useEffect(() => {
    // While it jumps, the pages that fly by are not where the reader is.
    if (Date.now() > jump.current && current + 1 !== focus.page) onPage(current + 1);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [current]);
  const scrollTo = useCallback((page: number, smoothly = true) => {
    const place = tops[page - 1];
    if (!place || !root.current) return;
    const isFar = Math.abs(place.top - root.current.scrollTop) > 3000;
    jump.current = Date.now() + (smoothly && !isFar ? 700 : 150);
    root.current.scrollTo({ top: place.top - gap / 2, behavior: smoothly && !isFar ? "smooth" : "auto" });
  }, [tops]);
  useImperativeHandle(reference, () => ({ scrollTo }), [scrollTo]);
  // The same page stays in view when its size changes.
  useEffect(() => scrollTo(focus.page, false), [zoom]); // eslint-disable-line react-hooks/exhaustive-deps

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
              <Sheet id={id} line={line} width={width} block={line.page === focus.page ? focus.block : null} words={focus.words} onHover={onHover} />
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
  onHover: (block: number | null) => void;
}

const Sheet = memo(function Sheet({ id, line, width, block, words, onHover }: SheetProps) {
  const pixels = width * Math.min(2, window.devicePixelRatio);
  const content = useResource(line.status === "done" ? `document/${id}/page/${line.page}` : null, () => loadPage(id, line.page));
  return (
    <>
      <Picture operation="GET /api/v1/documents/{document_id}/pages/{page}/image" className="fill" alt={t("reader.pictureOf", { n: line.page })}
        parameters={{ path: { document_id: id, page: line.page }, query: { width: pictureWidths.find((one) => one >= pixels) ?? 2600, format: "webp" } }} />
      <Overlay line={line} blocks={content.data?.blocks ?? []} block={block} words={words} onHover={onHover} />
      {line.status === "failed" && <div className="sheet-note bad"><Icon name="warning" size={16} />{line.failure ?? t("status.failed")}</div>}
      {line.is_recognized && <div className="sheet-note"><Icon name="spark" size={14} />{t("reader.recognized")}</div>}
    </>
  );
});

function Overlay({ line, blocks, block, words, onHover }: { line: PageLine; blocks: Block[]; block: number | null; words: string; onHover: (block: number | null) => void }) {
  const wanted = words.trim().toLocaleLowerCase();
  return (
    <div className="overlay" aria-hidden="true" onPointerLeave={() => onHover(null)}>
      {blocks.flatMap((one) => one.regions.filter((region) => region.page === line.page).map((region, index) => {
        const [left, top, right, bottom] = region.rectangle;
        const isHit = wanted !== "" && textOf(one).toLocaleLowerCase().includes(wanted);
        return (
          <span key={`${one.id}-${index}`} data-rectangle={one.id} className={`${one.kind} ${one.id === block ? "lit" : ""} ${isHit ? "hit" : ""}`}
            onPointerEnter={() => onHover(one.id)}
            onClick={() => document.getElementById(`block-${one.id}`)?.scrollIntoView({ block: "center", behavior: "smooth" })}
            style={{ left: `${(100 * left) / line.width}%`, top: `${(100 * top) / line.height}%`, width: `${(100 * (right - left)) / line.width}%`, height: `${(100 * (bottom - top)) / line.height}%` }} />
        );
      }))}
    </div>
  );
}
