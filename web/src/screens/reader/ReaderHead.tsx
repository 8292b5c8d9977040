import { useEffect, useState } from "react";
import { download } from "../../api/client";
import { usePermission } from "../../api/permissions";
import type { DocumentDetails } from "../../api/schema";
import { Link, navigate } from "../../app/router";
import { IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Menu, type MenuItem } from "../../parts/Menu";
import { useTitle } from "../../parts/Page";
import { Status } from "../../parts/States";
import { deleteDocuments } from "../../store/documents";
import { sayError } from "../../store/toasts";
import { formatPercent, t } from "../../text";
import { ReprocessDialog } from "./ReprocessDialog";
import type { ReaderKeys } from "./useReaderKeys";

interface Props {
  details: DocumentDetails;
  page: number;
  /** The number of the last page. */
  last: number;
  isFirst: boolean;
  isLast: boolean;
  zoom: number;
  keys: ReaderKeys;
  goTo: (page: number) => void;
  isOutlineOpen: boolean;
  isFinding: boolean;
}

export function ReaderHead({ details, page, last, isFirst, isLast, zoom, keys, goTo, isOutlineOpen, isFinding }: Props) {
  useTitle(details.title);
  return (
    <header className="reader-head">
      <Link href="/library" className="button quiet normal bare" aria-label={t("reader.back")} title={t("reader.back")}><Icon name="left" /></Link>
      <h1 tabIndex={-1} className="clip" title={details.title}>{details.title}</h1>
      <Status name={details.processing_metadata.status} />
      <span className="spacer" />
      <div className="reader-tools" role="toolbar" aria-label={t("reader.tools")}>
        <IconButton icon="outline" label={t("reader.outline")} aria-pressed={isOutlineOpen} onClick={keys.outline} />
        <IconButton icon="search" label={t("reader.find")} aria-pressed={isFinding} onClick={keys.find} />
        <span className="rule" />
        <IconButton icon="left" label={t("reader.previous")} disabled={isFirst} onClick={keys.previous} />
        <PageNumber page={page} last={last} goTo={goTo} />
        <IconButton icon="right" label={t("reader.next")} disabled={isLast} onClick={keys.next} />
        <span className="rule only-wide" />
        <span className="zoom only-wide">
          <IconButton icon="minus" label={t("reader.smaller")} onClick={keys.smaller} />
          <button type="button" className="zoom-value" title={t("reader.fit")} onClick={keys.fit}>{formatPercent(zoom)}</button>
          <IconButton icon="plus" label={t("reader.larger")} onClick={keys.larger} />
        </span>
        <DocumentActions details={details} />
      </div>
    </header>
  );
}

function PageNumber({ page, last, goTo }: { page: number; last: number; goTo: (page: number) => void }) {
  const [text, setText] = useState(String(page));
  useEffect(() => setText(String(page)), [page]);
  return (
    <form className="page-number" onSubmit={(event) => { event.preventDefault(); goTo(Number(text) || page); setText(String(page)); }}>
      <input aria-label={t("reader.pageNumber")} inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} onFocus={(event) => event.target.select()} />
      <span>/ {last}</span>
    </form>
  );
}

function DocumentActions({ details }: { details: DocumentDetails }) {
  const [isReprocessing, setReprocessing] = useState(false);
  const mayWrite = usePermission("document:write");
  const mayDelete = usePermission("document:delete");
  const path = { document_id: details.document_id };
  const stem = details.filename.replace(/\.pdf$/i, "");
  const text = (format: "markdown" | "html" | "text" | "json", ending: string): MenuItem => ({
    label: t("export.as", { format: ending === "md" ? "Markdown" : ending === "txt" ? t("export.text") : ending.toUpperCase() }), icon: "download",
    run: () => void download("GET /api/v1/documents/{document_id}/content", { path, query: { format } }, `${stem}.${ending}`).catch(sayError),
  });
  return (
    <>
      <Menu className="right" label={t("documents.menu", { name: details.title })} trigger={<Icon name="more" />} groups={[
        [
          { label: t("documents.ask"), icon: "ask", run: () => navigate(`/ask?document=${details.document_id}`) },
          { label: t("documents.compare"), icon: "compare", run: () => navigate(`/compare?a=${details.document_id}`) },
        ],
        [
          { label: t("documents.original"), icon: "file", run: () => void download("GET /api/v1/documents/{document_id}/original", { path }, details.filename).catch(sayError) },
          text("markdown", "md"), text("html", "html"), text("text", "txt"), text("json", "json"),
        ],
        mayWrite ? [{ label: t("documents.reprocess"), icon: "retry", run: () => setReprocessing(true) }] : [],
        mayDelete ? [{ label: t("delete"), icon: "trash", isDanger: true, run: () => { deleteDocuments([details.document_id]); navigate("/library"); } }] : [],
      ]} />
      {isReprocessing && <ReprocessDialog details={details} onClose={() => setReprocessing(false)} />}
    </>
  );
}
