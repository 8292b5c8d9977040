import { call } from "../api/client";
import { useResource } from "../store/resources";
import { t } from "../text";
import { Picture } from "./Picture";

/** One page as a picture with places on it lit, each left, top, right, bottom in points. */
export function PageView({ document, page, places }: { document: string; page: number; places: number[][] }) {
  const pages = useResource(`document/${document}/pages`, () => call("GET /api/v1/documents/{document_id}/pages", { path: { document_id: document } }));
  const line = pages.data?.pages.find((one) => one.page === page);
  const { width, height } = line ?? { width: 595, height: 842 };
  return (
    <div className="page-view" style={{ aspectRatio: `${width} / ${height}` }}>
      <Picture operation="GET /api/v1/documents/{document_id}/pages/{page}/image" className="fill" alt={t("reader.pictureOf", { n: page })} parameters={{ path: { document_id: document, page }, query: { width: 1200, format: "webp" } }} />
      <div className="overlay" aria-hidden="true">
        {places.map(([left = 0, top = 0, right = 0, bottom = 0], index) => (
          <span key={index} className="place" style={{ left: `${(100 * left) / width}%`, top: `${(100 * top) / height}%`, width: `${(100 * (right - left)) / width}%`, height: `${(100 * (bottom - top)) / height}%` }} />
        ))}
      </div>
    </div>
  );
}
