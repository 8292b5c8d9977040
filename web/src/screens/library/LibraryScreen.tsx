import "../../parts/all";
import { lazy, Suspense, useMemo, useState } from "react";
import { call } from "../../api/client";
import { useQuery } from "../../app/router";
import { usePermission } from "../../api/permissions";
import { Button } from "../../parts/Button";
import { Page } from "../../parts/Page";
import { Empty, Failure, Skeleton } from "../../parts/States";
import { VirtualList } from "../../parts/VirtualList";
import { isHidden } from "../../store/documents";
import { useLongList } from "../../store/pages";
import { keepPreference, readPreference } from "../../store/preferences";
import { t } from "../../text";
import { BulkBar } from "./BulkBar";
import { DocumentCard } from "./DocumentCard";
import { DocumentRow, DocumentTableHead } from "./DocumentRow";
import { filtersOf, type Change, type Layout } from "./filters";
import { LibraryTools } from "./LibraryTools";
import { useColumns } from "../../parts/useColumns";
import { useSelection } from "./useSelection";

const UploadDialog = lazy(() => import("../../app/UploadDialog"));

/** Documents fetched together. */
const partSize = 60;
const rowHeight = 60;
const narrowRowHeight = 84;
const cardHeight = 292;

export default function LibraryScreen() {
  const [query, change] = useQuery();
  const filters = useMemo(() => filtersOf(query), [query]);
  const [layout, setLayout] = useState<Layout>(readPreference("layout") === "grid" ? "grid" : "table");
  const columns = useColumns(layout);
  const key = `documents?${JSON.stringify(filters)}`;
  const list = useLongList({
    key, size: partSize,
    load: (offset, limit) => call("GET /api/v1/documents", { query: { ...filters, limit, offset } }),
    read: (data) => ({ items: data.documents, total: data.total_count }),
  });
  const { selected, toggle, selectAll, clear } = useSelection(key, filters);
  const chooseLayout = (next: Layout) => {
    keepPreference("layout", next);
    setLayout(next);
  };
  const isFiltered = Boolean(filters.search || filters.status || filters.tags || filters.date_from);
  const render = (index: number) => {
    const document = list.at(index);
    if (!document) return <div key={index} className={`placeholder ${layout}`}><span /></div>;
    if (isHidden(document.document_id)) return <div key={document.document_id} className={`placeholder gone ${layout}`} />;
    const shared = { document, index, isSelected: selected.has(document.document_id), toggle };
    return layout === "grid" ? <DocumentCard key={document.document_id} {...shared} /> : <DocumentRow key={document.document_id} {...shared} />;
  };

  return (
    <Page title={t("library.title")} isWide note={list.total === undefined ? undefined : t("library.count", { n: list.total })}>
      <LibraryTools filters={filters} change={change} layout={layout} chooseLayout={chooseLayout} />
      {list.error && list.total === undefined ? <Failure error={list.error} /> : list.total === undefined ? <Skeleton lines={9} height={44} />
        : list.total === 0 ? <Nothing isFiltered={isFiltered} change={change} /> : (
          <div className={`library ${layout}`}>
            {layout === "table" && <DocumentTableHead filters={filters} change={change} />}
            <VirtualList label={t("library.title")} count={list.total} columns={columns.count} render={render} onRange={list.onRange}
              rowHeight={layout === "grid" ? cardHeight : columns.isNarrow ? narrowRowHeight : rowHeight} />
          </div>
        )}
      <BulkBar selected={[...selected.values()]} total={list.total ?? 0} selectAll={selectAll} clear={clear} />
    </Page>
  );
}

/** Why the list is empty, and what to do about it. */
function Nothing({ isFiltered, change }: { isFiltered: boolean; change: Change }) {
  const [isUploading, setUploading] = useState(false);
  const mayUpload = usePermission("document:write");
  if (isFiltered) return <Empty icon="search" title={t("library.noneFound")} action={<Button onClick={() => change({ search: null, status: null, tag: null, from: null })}>{t("filters.clear")}</Button>} />;
  return (
    <>
      <Empty icon="upload" title={t("library.empty")} action={mayUpload && <Button kind="primary" icon="upload" onClick={() => setUploading(true)}>{t("upload.add")}</Button>}>{t("library.emptyNote")}</Empty>
      {isUploading && <Suspense><UploadDialog onClose={() => setUploading(false)} /></Suspense>}
    </>
  );
}
