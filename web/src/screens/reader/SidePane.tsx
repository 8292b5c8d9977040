import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../api/client";
import { usePermission } from "../../api/permissions";
import type { DocumentDetails, PageLine } from "../../api/schema";
import { navigate } from "../../app/router";
import { Button } from "../../parts/Button";
import { Tabs } from "../../parts/Tabs";
import { Failure, Skeleton } from "../../parts/States";
import { useResource } from "../../store/resources";
import { t } from "../../text";
import { said } from "../../text/service";
import { BlockEditor } from "./BlockEditor";
import { BlockText } from "./BlockText";
import { loadPage, placeAddress } from "./blocks";
import { loadCorrections } from "./corrections";
import { CorrectionsTab } from "./CorrectionsTab";
import { DetailsTab } from "./DetailsTab";
import { EntitiesTab } from "./EntitiesTab";
import { ImagesTab } from "./ImagesTab";
import type { Focus } from "./ReaderScreen";
import { TablesTab } from "./TablesTab";

type Tab = "text" | "tables" | "images" | "entities" | "corrections" | "details";

interface Props {
  id: string;
  details: DocumentDetails;
  line: PageLine | undefined;
  focus: Focus;
  /** The number of the last page. */
  last: number;
  /** To the page behind this one; none at the end. */
  next?: () => void;
  areSettled: boolean;
  onHover: (block: number | null) => void;
  goTo: (page: number) => void;
  /** As `goTo`, leaving the address as it is. */
  scrollTo: (page: number) => void;
}

export function SidePane(props: Props) {
  const [tab, setTab] = useState<Tab>("text");
  const { id, details, goTo, scrollTo } = props;
  const corrections = useResource(`document/${id}/corrections`, () => loadCorrections(id, 1, 0));
  const count = corrections.data?.total_corrections ?? 0;
  const { tables_extracted: tables, images_extracted: images } = details.extraction_results;
  return (
    <div className="side-pane">
      <Tabs label={t("reader.contents")} value={tab} onChange={setTab} tabs={[
        { value: "text", label: t("reader.text") }, { value: "tables", label: t("reader.tables"), count: tables },
        { value: "images", label: t("reader.images"), count: images }, { value: "entities", label: t("entities.title") },
        ...(count > 0 || tab === "corrections" ? [{ value: "corrections" as const, label: t("corrections.title"), count }] : []), { value: "details", label: t("reader.details") },
      ]}>
        {tab === "text" && <PageText {...props} />}
        {tab === "tables" && <TablesTab id={id} filename={details.filename} goTo={goTo} />}
        {tab === "images" && <ImagesTab id={id} goTo={goTo} />}
        {tab === "entities" && <EntitiesTab id={id} showPlace={(page, boxes) => { navigate(placeAddress(id, page, boxes), { replace: true }); scrollTo(page); }} />}
        {tab === "corrections" && <CorrectionsTab id={id} scrollTo={scrollTo} />}
        {tab === "details" && <DetailsTab details={details} />}
      </Tabs>
    </div>
  );
}

function PageText({ id, line, focus, last, next, areSettled, onHover }: Props) {
  const isReady = line?.status === "done";
  const content = useResource(isReady ? `document/${id}/page/${focus.page}` : null, () => loadPage(id, focus.page), areSettled);
  const images = useResource(isReady ? `document/${id}/images` : null, () => call("GET /api/v1/documents/{document_id}/images", { path: { document_id: id }, query: { limit: 200 } }));
  const root = useRef<HTMLDivElement>(null);
  const mayWrite = usePermission("document:write");
  const [editing, setEditing] = useState<{ page: number; block: number } | null>(null);
  const edit = useCallback((block: number) => setEditing({ page: focus.page, block }), [focus.page]);
  const returnTo = useRef<number | null>(null);
  const close = (block: number) => {
    returnTo.current = block;
    setEditing(null);
  };
  useEffect(() => {
    if (editing || returnTo.current === null) return;
    // Back to where the keyboard was.
    root.current?.querySelector<HTMLElement>(`#block-${returnTo.current} .edit-block`)?.focus();
    returnTo.current = null;
  }, [editing]);
  useEffect(() => {
    void root.current?.closest(".tab-panel")?.scrollTo({ top: 0 });
  }, [focus.page]);
  if (line?.status === "failed") return <p className="notice bad" role="alert">{t("reader.pageFailed", { n: line.page })} {said(line.failure)}</p>;
  if (!isReady) return <p className="notice">{t("reader.pageWaits")}</p>;
  if (content.error && !content.data) return <Failure error={content.error} retry={content.reload} />;
  if (!content.data) return <Skeleton lines={12} />;
  const { blocks } = content.data;
  const shown = blocks.filter((block) => !block.is_furniture);
  const pictures = images.data?.images.filter((image) => image.page_number === focus.page) ?? [];
  return (
    <div ref={root}>
      <p className="page-mark">{t("reader.pageOf", { n: focus.page, count: last })}</p>
      <article className="prose" onPointerLeave={() => onHover(null)}>
        {shown.length === 0 && <p className="notice">{t("reader.emptyPage")}</p>}
        {shown.map((block) => (editing?.page === focus.page && editing.block === block.id
          ? <BlockEditor key={block.id} id={id} page={focus.page} block={block} onHover={onHover} onClose={() => close(block.id)} />
          : <BlockText key={block.id} block={block} isLit={block.id === focus.block} words={focus.words} pictures={pictures} onHover={onHover} onEdit={mayWrite ? edit : undefined} />))}
      </article>
      {next && <p className="turn"><Button kind="quiet" size="small" icon="right" onClick={next}>{t("reader.next")}</Button></p>}
    </div>
  );
}
