import "../../parts/more";
import "../../text/en-later";
import { useCallback, useMemo, useRef, useState } from "react";
import { call } from "../../api/client";
import type { PageLine } from "../../api/schema";
import { navigate, useQuery } from "../../app/router";
import { Choice } from "../../parts/Field";
import { Empty, Failure, Progress, Skeleton } from "../../parts/States";
import { useResource } from "../../store/resources";
import { t } from "../../text";
import { said } from "../../text/service";
import { placesOf, type Rectangle } from "./blocks";
import { FindBar } from "./FindBar";
import { Outline } from "./Outline";
import { indexOf, numberAt } from "./pages";
import { PagesPane, type PagesHandle } from "./PagesPane";
import { ReaderHead } from "./ReaderHead";
import { SidePane } from "./SidePane";
import { useReaderKeys } from "./useReaderKeys";

export interface Focus {
  page: number;
  /** The block that is pointed at; `null` for none. */
  block: number | null;
  words: string;
  /** Places on the page that a link points at: what an answer or a hit stands on. */
  places: Rectangle[];
}

const none: PageLine[] = [];

export default function ReaderScreen({ rest }: { rest: string[] }) {
  const id = rest[0] ?? "";
  const [query, change] = useQuery();
  const document = useResource(`document/${id}`, () => call("GET /api/v1/documents/{document_id}", { path: { document_id: id } }));
  const pages = useResource(`document/${id}/pages`, () => call("GET /api/v1/documents/{document_id}/pages", { path: { document_id: id } }));
  const [hovered, setHovered] = useState<number | null>(null);
  const [zoom, setZoom] = useState(1);
  const [isOutlineOpen, setOutlineOpen] = useState(window.innerWidth > 1280);
  const [isFinding, setFinding] = useState(query.has("find"));
  const [view, setView] = useState<"page" | "text">("page");
  const pane = useRef<PagesHandle>(null);
  const lines = pages.data?.pages ?? none;
  const places = useMemo(() => placesOf(query.get("place")), [query]);
  const index = indexOf(lines, Number(query.get("page")) || 1);
  const page = numberAt(lines, index);
  const last = numberAt(lines, lines.length - 1);

  const show = useCallback((number: number) => change({ page: String(number), block: null, place: null }), [change]);
  const goTo = useCallback((number: number) => {
    const there = numberAt(lines, indexOf(lines, number));
    show(there);
    pane.current?.scrollTo(there);
  }, [lines, show]);
  const keys = useMemo(() => ({
    next: () => goTo(numberAt(lines, index + 1)), previous: () => goTo(numberAt(lines, index - 1)), first: () => goTo(numberAt(lines, 0)), last: () => goTo(last), find: () => setFinding(true), outline: () => setOutlineOpen((open) => !open),
    larger: () => setZoom((value) => Math.min(3, value * 1.2)), smaller: () => setZoom((value) => Math.max(0.4, value / 1.2)), fit: () => setZoom(1), back: () => navigate("/library"),
  }), [goTo, lines, index, last]);
  useReaderKeys(keys);
  if (document.error && !document.data) return <div className="page"><Failure error={document.error} retry={document.reload} /></div>;
  if (!document.data || !pages.data) return <div className="page"><Skeleton lines={10} height={24} /></div>;
  const details = document.data;
  const words = isFinding ? query.get("find") ?? "" : "";
  const focus: Focus = { page, block: hovered ?? (query.get("block") ? Number(query.get("block")) : null), words, places };
  const failed = pages.data.pages.filter((one) => one.status === "failed");
  return (
    <div className={`reader view-${view} ${isOutlineOpen ? "with-outline" : ""}`}>
      <ReaderHead details={details} page={page} last={last} isFirst={index === 0} isLast={page === last} zoom={zoom} keys={keys} goTo={goTo} isOutlineOpen={isOutlineOpen} isFinding={isFinding} />
      {details.processing_metadata.status === "processing" && <div className="reader-note"><Progress percent={lines.length ? 60 : 10} label={t("status.processing")} /><span>{t("reader.processing")}</span></div>}
      {failed.length > 0 && (
        <div className="reader-note bad" role="alert">
          <span>{t("reader.failedPages", { n: failed.length })}</span>
          {failed.slice(0, 12).map((one) => <button key={one.page} type="button" className="as-link" title={said(one.failure)} onClick={() => goTo(one.page)}>{one.page}</button>)}
        </div>
      )}
      {isFinding && <FindBar id={id} words={query.get("find") ?? ""} change={change} goTo={goTo} onClose={() => { setFinding(false); change({ find: null }); }} />}
      <div className="reader-switch only-narrow"><Choice label={t("reader.view")} value={view} onChange={setView} options={[{ value: "page", label: t("reader.page") }, { value: "text", label: t("reader.text") }]} /></div>
      {lines.length === 0 ? <Empty icon="clock" title={t("reader.noPages")}>{t("reader.noPagesNote")}</Empty> : (
        <div className="reader-panes">
          {isOutlineOpen && <Outline id={id} page={page} goTo={goTo} onClose={() => setOutlineOpen(false)} />}
          <PagesPane ref={pane} id={id} pages={pages.data.pages} focus={focus} zoom={zoom} areSettled={pages.isFresh} onPage={show} onHover={setHovered} />
          <SidePane id={id} details={details} line={lines[index]} focus={focus} areSettled={pages.isFresh} onHover={setHovered} goTo={goTo} scrollTo={(number) => pane.current?.scrollTo(number)} last={last} next={page === last ? undefined : keys.next} />
        </div>
      )}
    </div>
  );
}
