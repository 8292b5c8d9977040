import { call, download } from "../../api/client";
import { IconButton } from "../../parts/Button";
import { Picture } from "../../parts/Picture";
import { Empty, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { t } from "../../text";

export function ImagesTab({ id, goTo }: { id: string; goTo: (page: number) => void }) {
  const images = useResource(`document/${id}/images`, () => call("GET /api/v1/documents/{document_id}/images", { path: { document_id: id }, query: { limit: 200 } }));
  return (
    <Loaded of={images}>
      {(data) => data.images.length === 0 ? <Empty icon="image" title={t("reader.noImages")} /> : (
        <ul className="tiles">
          {data.images.map((image) => (
            <li key={image.image_id}>
              <Picture operation="GET /api/v1/images/{image_id}/thumbnails/{size}" alt={image.alternative_text ?? image.caption ?? image.filename} ratio={4 / 3}
                parameters={{ path: { image_id: image.image_id, size: "medium" } }} />
              <div className="tile-foot">
                <button type="button" className="as-link" onClick={() => goTo(image.page_number ?? 1)}>{t("reader.pageN", { n: image.page_number ?? 1 })}</button>
                <span className="faint">{image.dimensions.width} × {image.dimensions.height}</span>
                <IconButton size="small" icon="download" label={t("download", { name: image.filename })}
                  onClick={() => void download("GET /api/v1/images/{image_id}/download", { path: { image_id: image.image_id } }, image.filename).catch(sayError)} />
              </div>
              {image.ocr_text && <p className="faint clip" title={image.ocr_text}>{image.ocr_text}</p>}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
