import { memo } from "react";
import type { DocumentLine } from "../../api/schema";
import { Link, navigate } from "../../app/router";
import { Checkbox } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Picture } from "../../parts/Picture";
import { Status } from "../../parts/States";
import { formatAgo, formatBytes, formatDate, formatNumber, t, type TextKey } from "../../text";
import { DocumentMenu } from "./DocumentMenu";
import type { Change, Filters } from "./filters";

export interface DocumentProps {
  document: DocumentLine;
  /** Where it stands in the list. */
  index: number;
  isSelected: boolean;
  /** - Parameter toHere: chooses all between the last one and this. */
  toggle: (document: DocumentLine, index: number, toHere?: boolean) => void;
}

const columns = ["title", "", "page_count", "file_size", "created_at"] as const;
const names: TextKey[] = ["column.title", "column.status", "column.pages", "column.size", "column.added"];

export function DocumentTableHead({ filters, change }: { filters: Filters; change: Change }) {
  return (
    <div className="doc-head">
      <span />
      {columns.map((column, index) => {
        const name = t(names[index] ?? "column.title");
        if (!column) return <span key={index}>{name}</span>;
        const isSorted = filters.sort_by === column;
        const next = isSorted && filters.sort_order === "desc" ? "asc" : "desc";
        return (
          <button key={column} type="button" aria-pressed={isSorted} aria-label={t("sort.by", { name })} onClick={() => change({ sort: column, order: next })}>
            {name}{isSorted && <Icon name={filters.sort_order === "asc" ? "up" : "down"} size={14} />}
          </button>
        );
      })}
      <span />
    </div>
  );
}

export function Thumbnail({ document, width }: { document: DocumentLine; width: number }) {
  if (document.page_count === 0) return <div className="picture blank"><Icon name="file" size={22} /></div>;
  return <Picture operation="GET /api/v1/documents/{document_id}/pages/{page}/image" alt="" parameters={{ path: { document_id: document.document_id, page: 1 }, query: { width, format: "webp" } }} />;
}

export const DocumentRow = memo(function DocumentRow({ document, index, isSelected, toggle }: DocumentProps) {
  const href = `/documents/${document.document_id}`;
  return (
    <div className={`doc-row ${isSelected ? "selected" : ""}`} role="listitem" data-document={document.document_id}
      onClick={(event) => !(event.target as Element).closest("a, button, input, label, .menu") && navigate(href)}>
      <Checkbox label={t("select", { name: document.title })} isLabelHidden checked={isSelected} onChange={(event) => toggle(document, index, (event.nativeEvent as MouseEvent).shiftKey)} />
      <div className="doc-name">
        <div className="doc-thumb"><Thumbnail document={document} width={96} /></div>
        <div>
          <Link href={href} className="clip strong" title={document.title}>{document.title}</Link>
          <span className="faint clip">
            {document.title !== document.filename.replace(/\.pdf$/i, "") && <span className="clip">{document.filename}</span>}
            {document.tags.map((tag) => <Link key={tag} className="tag" href={`/library?tag=${encodeURIComponent(tag)}`}>{tag}</Link>)}
          </span>
        </div>
      </div>
      <div className="doc-status"><Status name={document.status} />{document.failed_pages > 0 && <span className="faint">{t("pages.failed", { n: document.failed_pages })}</span>}</div>
      <div className="number" data-label={t("column.pages")}>{document.page_count ? formatNumber(document.page_count) : "–"}</div>
      <div className="number" data-label={t("column.size")}>{document.file_size > 0 ? formatBytes(document.file_size) : "–"}</div>
      <div className="doc-when" title={formatDate(document.created_at)}>{formatAgo(document.created_at)}</div>
      <DocumentMenu document={document} />
    </div>
  );
});
