import { memo } from "react";
import { Link } from "../../app/router";
import { Checkbox } from "../../parts/Field";
import { Status } from "../../parts/States";
import { formatAgo, t } from "../../text";
import { DocumentMenu } from "./DocumentMenu";
import { Thumbnail, type DocumentProps } from "./DocumentRow";

export const DocumentCard = memo(function DocumentCard({ document, index, isSelected, toggle }: DocumentProps) {
  return (
    <div className={`doc-card ${isSelected ? "selected" : ""}`} role="listitem" data-document={document.document_id}>
      <Link href={`/documents/${document.document_id}`} className="doc-cover" tabIndex={-1} aria-hidden="true"><Thumbnail document={document} width={400} /></Link>
      <div className="doc-pick"><Checkbox label={t("select", { name: document.title })} isLabelHidden checked={isSelected} onChange={(event) => toggle(document, index, (event.nativeEvent as MouseEvent).shiftKey)} /></div>
      {document.status !== "completed" && <div className="doc-badge"><Status name={document.status} /></div>}
      <div className="doc-foot">
        <div>
          <Link href={`/documents/${document.document_id}`} className="clip strong" title={document.title}>{document.title}</Link>
          <span className="faint clip">{document.page_count > 0 && <>{t("pages", { n: document.page_count })} · </>}{formatAgo(document.created_at)}</span>
        </div>
        <DocumentMenu document={document} />
      </div>
    </div>
  );
});
