import { lazy, Suspense, useState } from "react";
import { download } from "../../api/client";
import { usePermission } from "../../api/permissions";
import type { DocumentLine } from "../../api/schema";
import { navigate } from "../../app/router";
import { ActionButton, Button, IconButton } from "../../parts/Button";
import { deleteDocuments, reprocess } from "../../store/documents";
import { t } from "../../text";
import { TagDialog } from "./TagDialog";
import { mostSelected } from "./useSelection";

/** Not part of the first load. */
const ArchiveDialog = lazy(() => import("../../parts/ArchiveDialog"));

interface Props {
  selected: DocumentLine[];
  /** Of the list, as it is filtered. */
  total: number;
  selectAll: () => Promise<void>;
  clear: () => void;
}

/** What can be done with several documents at once. */
export function BulkBar({ selected, total, selectAll, clear }: Props) {
  const [isTagging, setTagging] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const mayWrite = usePermission("document:write");
  const mayDelete = usePermission("document:delete");
  if (selected.length === 0) return null;
  const selectable = Math.min(total, mostSelected);
  const ids = selected.map((document) => document.document_id);
  return (
    <div className="bulk" role="toolbar" aria-label={t("bulk.title")}>
      <IconButton icon="close" label={t("bulk.none")} onClick={clear} />
      <strong>{t("bulk.selected", { n: selected.length })}</strong>
      {selected.length < selectable && <ActionButton size="small" kind="quiet" action={selectAll}>{t("bulk.all", { n: selectable })}</ActionButton>}
      <span className="spacer" />
      {ids.length === 2 && <Button size="small" icon="compare" onClick={() => navigate(`/compare?a=${ids[1]}&b=${ids[0]}`)}>{t("nav.compare")}</Button>}
      <Button size="small" icon="download" onClick={() => setChoosing(true)}>{t("archive.run")}</Button>
      {mayWrite && <Button size="small" icon="tag" onClick={() => setTagging(true)}>{t("tags.add")}</Button>}
      {mayWrite && <Button size="small" icon="retry" onClick={() => { void reprocess(ids); clear(); }}>{t("documents.reprocess")}</Button>}
      {mayDelete && <Button size="small" kind="danger" icon="trash" onClick={() => { deleteDocuments(ids); clear(); }}>{t("delete")}</Button>}
      {isChoosing && (
        <Suspense>
          <ArchiveDialog note={t("documents.count", { n: ids.length }) + "."} onClose={() => setChoosing(false)}
            fetchArchive={(wish) => download("POST /api/v1/documents/archive", { body: { document_ids: ids, ...wish } }, "documents.zip")} />
        </Suspense>
      )}
      {isTagging && <TagDialog documents={selected} onClose={() => setTagging(false)} />}
    </div>
  );
}
