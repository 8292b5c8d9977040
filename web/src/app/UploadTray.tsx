import { useState } from "react";
import { IconButton } from "../parts/Button";
import { Icon } from "../parts/Icon";
import { Progress } from "../parts/States";
import { clearUploads } from "../store/uploads";
import { useStore, type Upload } from "../store/store";
import { formatBytes, t, type TextKey } from "../text";
import { Link } from "./router";

/** The files on their way, in the corner. */
export function UploadTray() {
  const uploads = useStore((state) => state.uploads);
  const [isFolded, setFolded] = useState(false);
  if (uploads.length === 0) return null;
  const active = uploads.filter(({ state }) => state === "waiting" || state === "sending");
  const total = uploads.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sent = uploads.reduce((sum, { sentBytes, sizeBytes, state }) => sum + (state === "failed" ? sizeBytes : sentBytes), 0);
  return (
    <section className="tray" aria-label={t("upload.title")}>
      <header>
        <strong>{active.length ? t("upload.sending", { n: active.length }) : t("upload.done", { n: uploads.length })}</strong>
        <IconButton size="small" icon={isFolded ? "up" : "down"} label={t(isFolded ? "show" : "hide")} onClick={() => setFolded(!isFolded)} />
        {!active.length && <IconButton size="small" icon="close" label={t("close")} onClick={clearUploads} />}
      </header>
      {active.length > 0 && <Progress percent={(100 * sent) / Math.max(1, total)} label={t("upload.title")} />}
      {!isFolded && <ul>{uploads.slice(0, 60).map((upload) => <Row key={upload.id} upload={upload} />)}</ul>}
    </section>
  );
}

function Row({ upload }: { upload: Upload }) {
  const { name, sizeBytes, sentBytes, state, error, documentId } = upload;
  const note = state === "sending" ? `${formatBytes(sentBytes)} / ${formatBytes(sizeBytes)}` : error ?? t(`upload.state.${state}` as TextKey);
  return (
    <li className={state}>
      <Icon name={state === "failed" ? "warning" : state === "accepted" ? "check" : state === "duplicate" ? "copy" : "file"} size={16} />
      <div>
        {documentId ? <Link href={`/documents/${documentId}`} className="clip">{name}</Link> : <span className="clip">{name}</span>}
        <span className="faint">{note}</span>
      </div>
    </li>
  );
}
