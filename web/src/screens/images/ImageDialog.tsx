import { useState } from "react";
import { call, download, save } from "../../api/client";
import { ApiError } from "../../api/errors";
import type { ImageAnalysis } from "../../api/schema";
import { Link } from "../../app/router";
import { Button, IconButton } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Picture } from "../../parts/Picture";
import { Failure, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { formatBytes, formatPercent, t } from "../../text";
import { AnalysisView } from "./AnalysisView";

interface Props {
  id: string;
  step: (by: number) => void;
  open: (id: string) => void;
  onClose: () => void;
}

/** Matches shown beside the picture. */
const mostSimilar = 8;

export function ImageDialog({ id, step, open, onClose }: Props) {
  const details = useResource(`images/${id}`, () => call("GET /api/v1/images/{image_id}", { path: { image_id: id } }));
  const similar = useResource(`images/${id}/similar`, () => call("POST /api/v1/images/search", { body: { query_image_id: id, limit: mostSimilar + 1, similarity_threshold: 0.3 } }));
  return (
    <Dialog title={details.data?.image.caption || details.data?.image.filename || t("images.one")} onClose={onClose} isWide>
      <Loaded of={details}>
        {({ image, ocr_text: text }) => (
          <div className="image-detail">
            <div className="image-stage">
              <Picture operation="GET /api/v1/images/{image_id}/download" alt={image.alternative_text ?? image.filename} ratio={image.dimensions.width / Math.max(1, image.dimensions.height)} parameters={{ path: { image_id: id } }} />
              <div className="row between">
                <IconButton icon="left" label={t("previous")} onClick={() => step(-1)} />
                <span className="faint">{image.dimensions.width} × {image.dimensions.height} · {image.format.toUpperCase()} · {formatBytes(image.file_size)}</span>
                <IconButton icon="right" label={t("next")} onClick={() => step(1)} />
              </div>
            </div>
            <div className="stack">
              <div className="row wrap">
                <Button size="small" icon="download" onClick={() => void download("GET /api/v1/images/{image_id}/download", { path: { image_id: id } }, image.filename).catch(sayError)}>{t("save")}</Button>
                {image.document_id && <Link className="button plain small" href={`/documents/${image.document_id}?page=${image.page_number ?? 1}`}>{t("images.openPage", { n: image.page_number ?? 1 })}</Link>}
              </div>
              {image.alternative_text && <p>{image.alternative_text}</p>}
              {text && <section><h3>{t("images.text")}</h3><p className="quote">{text}</p></section>}
              <StoredAnalysis id={id} />
              <section>
                <h3>{t("images.similar")}</h3>
                <Loaded of={similar}>
                  {(found) => {
                    const matches = found.similar_images.filter((match) => match.image_id !== id).slice(0, mostSimilar);
                    return matches.length === 0 ? <p className="faint">{t("images.noSimilar")}</p> : (
                      <ul className="strip">
                        {matches.map((match) => (
                          <li key={match.image_id}>
                            <button type="button" onClick={() => open(match.image_id)} aria-label={t("images.match", { percent: formatPercent(match.similarity_score) })}>
                              <Picture operation="GET /api/v1/images/{image_id}/thumbnails/{size}" alt="" ratio={1} parameters={{ path: { image_id: match.image_id, size: "small" } }} />
                              <span>{formatPercent(match.similarity_score)}</span>
                            </button>
                          </li>
                        ))}
                      </ul>
                    );
                  }}
                </Loaded>
              </section>
            </div>
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

/** Analysed when somebody asks: it takes a second or more. */
function StoredAnalysis({ id }: { id: string }) {
  const [analysis, setAnalysis] = useState<ImageAnalysis | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      setAnalysis(await call("POST /api/v1/images/analyze", { body: { image_id: id } }));
    } catch (failure) {
      setError(ApiError.of(failure));
    }
    setBusy(false);
  };
  if (error) return <Failure error={error} retry={() => void run()} />;
  if (!analysis) return <div><Button size="small" icon="spark" isBusy={isBusy} onClick={() => void run()}>{t("images.analyzeThis")}</Button></div>;
  return (
    <section>
      <div className="row between"><h3>{t("images.analysis")}</h3><Button size="small" kind="quiet" icon="download" onClick={() => save(new Blob([JSON.stringify(analysis, null, 2)], { type: "application/json" }), `${id}.json`)}>JSON</Button></div>
      <AnalysisView analysis={analysis} />
    </section>
  );
}
