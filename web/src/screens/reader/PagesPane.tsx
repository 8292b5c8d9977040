import { forwardRef, memo, useImperativeHandle } from "react";
import type { PageLine } from "../../api/schema";
import { Icon } from "../../parts/Icon";
import { Picture } from "../../parts/Picture";
import { useResource } from "../../store/resources";
import { t } from "../../text";
import { said } from "../../text/service";
import { loadPage, textOf, type Block, type Rectangle } from "./blocks";
import type { Focus } from "./ReaderScreen";
import { nearest, useReadingPlace } from "./useReadingPlace";

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
  /** Whether the pages are those that are there now: only then is anything of them asked for. */
  areSettled: boolean;
  onPage: (page: number) => void;
  onHover: (block: number | null) => void;
}

/** Pictures of the pages below each other; only those near what is seen are there. */
export const PagesPane = forwardRef<PagesHandle, Props>(function PagesPane({ id, pages, focus, zoom, areSettled, onPage, onHover }, reference) {
  const { root, view, tops, width, total, scrollTo } = useReadingPlace(pages, focus, zoom, onPage);
  useImperativeHandle(reference, () => ({ scrollTo }), [scrollTo]);
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
              <Sheet id={id} line={line} width={width} block={line.page === focus.page ? focus.block : null} words={focus.words} places={line.page === focus.page ? focus.places : none} isSettled={areSettled} onHover={onHover} />
            </div>
          );
        })}
      </div>
    </div>
  );
});

interface SheetProps {
  id: string;
  line: PageLine;
  width: number;
  block: number | null;
  words: string;
  places: Rectangle[];
  isSettled: boolean;
  onHover: (block: number | null) => void;
}

const none: Rectangle[] = [];

const Sheet = memo(function Sheet({ id, line, width, block, words, places, isSettled, onHover }: SheetProps) {
  const pixels = width * Math.min(2, window.devicePixelRatio);
  const content = useResource(line.status === "done" ? `document/${id}/page/${line.page}` : null, () => loadPage(id, line.page), isSettled);
  return (
    <>
      <Picture operation="GET /api/v1/documents/{document_id}/pages/{page}/image" className="fill" alt={t("reader.pictureOf", { n: line.page })}
        parameters={{ path: { document_id: id, page: line.page }, query: { width: pictureWidths.find((one) => one >= pixels) ?? 2600, format: "webp" } }} />
      <Overlay line={line} blocks={content.data?.blocks ?? []} block={block} words={words} places={places} onHover={onHover} />
      {line.status === "failed" && <div className="sheet-note bad"><Icon name="warning" size={16} />{said(line.failure) || t("status.failed")}</div>}
      {line.is_recognized && <div className="sheet-note"><Icon name="spark" size={14} />{t("reader.recognized")}</div>}
    </>
  );
});

type OverlayProps = Omit<SheetProps, "id" | "width" | "isSettled"> & { blocks: Block[] };

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
