import "../../parts/more";
import "../../text/en-later";
import { useMemo, useState } from "react";
import { call, save } from "../../api/client";
import type { ImageLine } from "../../api/schema";
import { useQuery } from "../../app/router";
import { usePermission } from "../../api/permissions";
import { Button } from "../../parts/Button";
import { Page } from "../../parts/Page";
import { Picture } from "../../parts/Picture";
import { Empty, Failure, Skeleton } from "../../parts/States";
import { VirtualList } from "../../parts/VirtualList";
import { useLongList } from "../../store/pages";
import { useColumns } from "../../parts/useColumns";
import { t } from "../../text";
import { AnalyzeDialog } from "./AnalyzeDialog";
import { ImageDialog } from "./ImageDialog";
import { SimilarBar } from "./SimilarBar";

const partSize = 60;
const tileHeight = 216;

export default function ImagesScreen() {
  const [query, change] = useQuery();
  const [isAnalyzing, setAnalyzing] = useState(false);
  const mayWrite = usePermission("image:write");
  const columns = useColumns("grid");
  const opened = query.get("image");
  const list = useLongList({
    key: "images", size: partSize,
    load: (offset, limit) => call("GET /api/v1/images", { query: { limit, offset } }),
    read: (data) => ({ items: data.images, total: data.total_count }),
  });
  const order = useMemo(() => list.loaded.map((image) => image.image_id), [list.loaded]);
  const step = (by: number) => {
    const next = order[order.indexOf(opened ?? "") + by];
    if (next) change({ image: next });
  };
  return (
    <Page title={t("images.title")} isWide note={list.total === undefined ? undefined : t("images.count", { n: list.total })} actions={
      <>
        <Button icon="download" disabled={!list.total} onClick={() => exportList(list.loaded)}>{t("images.export")}</Button>
        {mayWrite && <Button icon="spark" onClick={() => setAnalyzing(true)}>{t("images.analyze")}</Button>}
      </>
    }>
      <SimilarBar open={(id) => change({ image: id })} />
      {list.error && list.total === undefined ? <Failure error={list.error} /> : list.total === undefined ? <Skeleton lines={8} height={60} />
        : list.total === 0 ? <Empty icon="image" title={t("images.empty")}>{t("images.emptyNote")}</Empty> : (
          <VirtualList label={t("images.title")} count={list.total} columns={columns.count} rowHeight={tileHeight} onRange={list.onRange} render={(index) => {
            const image = list.at(index);
            return image ? <Tile key={image.image_id} image={image} open={() => change({ image: image.image_id })} /> : <div key={index} className="placeholder grid"><span /></div>;
          }} />
        )}
      {opened && <ImageDialog key={opened} id={opened} step={step} onClose={() => change({ image: null })} open={(id) => change({ image: id })} />}
      {isAnalyzing && <AnalyzeDialog onClose={() => setAnalyzing(false)} />}
    </Page>
  );
}

function Tile({ image, open }: { image: ImageLine; open: () => void }) {
  return (
    <div role="listitem" className="image-tile">
      <button type="button" onClick={open} aria-label={image.alternative_text || image.caption || image.filename}>
        <Picture operation="GET /api/v1/images/{image_id}/thumbnails/{size}" alt="" className="fill" parameters={{ path: { image_id: image.image_id, size: "medium" } }} />
      </button>
      <span className="clip faint">{image.caption || image.alternative_text || image.filename}</span>
    </div>
  );
}

const columnNames = ["image_id", "filename", "document_id", "page_number", "format", "file_size", "upload_date", "caption", "alternative_text"] as const;

/** What has been loaded of the list, as CSV with a line for each image. */
function exportList(images: ImageLine[]): void {
  const quoted = (value: unknown) => `"${String(value ?? "").replace(/"/g, '""')}"`;
  const lines = images.map((image) => columnNames.map((name) => quoted(image[name])).join(","));
  save(new Blob([[columnNames.join(","), ...lines].join("\r\n")], { type: "text/csv" }), "images.csv");
}
