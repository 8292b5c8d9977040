import { useState } from "react";
import { call, save } from "../../api/client";
import { ApiError } from "../../api/errors";
import type { ImageBatchReply } from "../../api/schema";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Failure, Status } from "../../parts/States";
import { formatSeconds, t } from "../../text";
import { said } from "../../text/service";
import { AnalysisView } from "./AnalysisView";

/** Pictures from the user's disk: what they show, without storing them. */
export function AnalyzeDialog({ onClose }: { onClose: () => void }) {
  const [reply, setReply] = useState<ImageBatchReply | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (files: File[]) => {
    if (files.length === 0) return;
    const form = new FormData();
    for (const file of files) form.append("images", file, file.name);
    setBusy(true);
    setError(null);
    try {
      setReply(await call("POST /api/v1/images/analyze/batch", { form }));
    } catch (failure) {
      setError(ApiError.of(failure));
    }
    setBusy(false);
  };
  return (
    <Dialog title={t("images.analyze")} onClose={onClose} isWide footer={reply && <Button icon="download" onClick={() => save(new Blob([JSON.stringify(reply, null, 2)], { type: "application/json" }), "analysis.json")}>JSON</Button>}>
      <div className="stack">
        <label className="drop-field" data-drop onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); void run([...event.dataTransfer.files]); }}>
          <span>{isBusy ? t("images.analyzing") : t("images.dropMany")}</span>
          <input type="file" accept="image/*" multiple className="unseen" disabled={isBusy} onChange={(event) => void run([...(event.target.files ?? [])])} />
        </label>
        {error && <Failure error={error} />}
        {reply?.results.map((result) => (
          <section key={result.image_index} className="card">
            <header><h3 className="clip">{result.filename ?? result.image_index + 1}</h3><Status name={result.status} /><span className="faint">{formatSeconds(result.processing_time_ms / 1000)}</span></header>
            {result.result ? <AnalysisView analysis={result.result} /> : <p>{said(result.error_message, result.error_code)}</p>}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
