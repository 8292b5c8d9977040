import { useState } from "react";
import { call } from "../../api/client";
import { ApiError } from "../../api/errors";
import type { ImageSearchReply } from "../../api/schema";
import { IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Picture } from "../../parts/Picture";
import { Failure } from "../../parts/States";
import { formatPercent, t } from "../../text";

/** Images that look like one of the user's. */
export function SimilarBar({ open }: { open: (id: string) => void }) {
  const [reply, setReply] = useState<ImageSearchReply | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const search = async (file: File | undefined) => {
    if (!file) return;
    const form = new FormData();
    form.append("query_image", file, file.name);
    setBusy(true);
    setError(null);
    try {
      setReply(await call("POST /api/v1/images/search", { form }));
    } catch (failure) {
      setError(ApiError.of(failure));
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      <label className="drop-line" data-drop onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); void search(event.dataTransfer.files[0]); }}>
        <Icon name="image" /><span>{isBusy ? t("loading") : t("images.dropOne")}</span>
        <input type="file" accept="image/*" className="unseen" onChange={(event) => void search(event.target.files?.[0])} />
      </label>
      {error && <Failure error={error} />}
      {reply && (
        <section className="card" aria-label={t("images.similar")}>
          <header><h2>{t("images.matches", { n: reply.similar_images.length })}</h2><IconButton size="small" icon="close" label={t("close")} onClick={() => setReply(null)} /></header>
          {reply.similar_images.length === 0 ? <p className="faint">{t("images.noSimilar")}</p> : (
            <ul className="strip">
              {reply.similar_images.map((match) => (
                <li key={match.image_id}>
                  <button type="button" onClick={() => open(match.image_id)} aria-label={t("images.match", { percent: formatPercent(match.similarity_score) })}>
                    <Picture operation="GET /api/v1/images/{image_id}/thumbnails/{size}" alt="" ratio={1} parameters={{ path: { image_id: match.image_id, size: "small" } }} />
                    <span>{formatPercent(match.similarity_score)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </div>
  );
}
