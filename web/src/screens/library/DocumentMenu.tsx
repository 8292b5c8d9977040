import { useState } from "react";
import { download } from "../../api/client";
import { usePermission } from "../../api/permissions";
import type { DocumentLine } from "../../api/schema";
import { navigate } from "../../app/router";
import { Icon } from "../../parts/Icon";
import { Menu } from "../../parts/Menu";
import { deleteDocuments, reprocess } from "../../store/documents";
import { sayError } from "../../store/toasts";
import { t } from "../../text";
import { TagDialog } from "./TagDialog";

export function DocumentMenu({ document }: { document: DocumentLine }) {
  const [isTagging, setTagging] = useState(false);
  const mayWrite = usePermission("document:write");
  const mayDelete = usePermission("document:delete");
  const id = document.document_id;
  return (
    <>
      <Menu className="right" label={t("documents.menu", { name: document.title })} trigger={<Icon name="more" />} groups={[
        [
          { label: t("open"), icon: "page", run: () => navigate(`/documents/${id}`) },
          { label: t("documents.original"), icon: "download", run: () => void download("GET /api/v1/documents/{document_id}/original", { path: { document_id: id } }, document.filename).catch(sayError) },
        ],
        mayWrite ? [
          { label: t("tags.edit"), icon: "tag", run: () => setTagging(true) },
          { label: t("documents.reprocess"), icon: "retry", run: () => void reprocess([id]) },
        ] : [],
        mayDelete ? [{ label: t("delete"), icon: "trash", isDanger: true, run: () => deleteDocuments([id]) }] : [],
      ]} />
      {isTagging && <TagDialog documents={[document]} onClose={() => setTagging(false)} />}
    </>
  );
}
