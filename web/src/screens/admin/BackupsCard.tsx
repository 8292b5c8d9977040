import { useState } from "react";
import { call, download } from "../../api/client";
import type { BackupLine } from "../../api/schema";
import { ActionButton, IconButton } from "../../parts/Button";
import { Confirm } from "../../parts/Dialog";
import { Card } from "../../parts/Page";
import { Empty, Loaded } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { say, sayError } from "../../store/toasts";
import { formatAgo, formatBytes, formatDate, t } from "../../text";
import { said } from "../../text/service";
import { PasswordDialog } from "./PasswordDialog";
import { RestoreDialog } from "./RestoreDialog";

type Asked = { what: "restore" | "download" | "remove"; backup: BackupLine };

export function BackupsCard() {
  const backups = useResource("admin/backups", () => call("GET /api/v1/admin/data/backups"));
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const make = async () => {
    await call("POST /api/v1/admin/data/backup");
    invalidate("admin/backups", "admin/audit");
    say(t("backup.made"), "success");
  };
  return (
    <Card title={t("backup.title")} actions={<ActionButton kind="primary" size="small" icon="plus" action={make}>{t("backup.run")}</ActionButton>}>
      <p className="note">{t("backup.note")}</p>
      <LastRestoration />
      <Loaded of={backups}>
        {(data) => data.backups.length === 0 ? <Empty icon="shield" title={t("backup.none")}>{t("backup.noneNote")}</Empty>
          : <ul className="lines backups" aria-label={t("backup.title")}>{data.backups.map((backup) => <Row key={backup.backup_id} backup={backup} ask={(what) => setAsked({ what, backup })} />)}</ul>}
      </Loaded>
      {asked?.what === "restore" && <RestoreDialog backup={asked.backup} onClose={close} />}
      {asked?.what === "download" && <DownloadDialog backup={asked.backup} onClose={close} />}
      {asked?.what === "remove" && (
        <Confirm title={t("backup.removeTitle")} verb={t("delete")} onConfirm={() => void remove(asked.backup)} onClose={close}>
          <p>{t("backup.removeNote", { name: asked.backup.backup_id })}</p>
        </Confirm>
      )}
    </Card>
  );
}

async function remove(backup: BackupLine): Promise<void> {
  await call("DELETE /api/v1/admin/data/backups/{backup_id}", { path: { backup_id: backup.backup_id } }).catch(sayError);
  invalidate("admin/backups", "admin/audit");
}

function Row({ backup, ask }: { backup: BackupLine; ask: (what: Asked["what"]) => void }) {
  const name = backup.backup_id;
  const verify = async () => {
    await call("POST /api/v1/admin/data/backups/{backup_id}/verify", { path: { backup_id: name } });
    invalidate("admin/backups", "admin/audit");
    say(t("backup.whole"), "success");
  };
  const facts = [formatDate(backup.created_at), formatBytes(backup.size_bytes), backup.documents === null || backup.documents === undefined ? "" : t("documents.count", { n: backup.documents })];
  return (
    <li data-backup={name}>
      <div>
        <strong className="wrap"><code>{name}</code></strong>
        {backup.is_safety_copy && <span className="tag">{t("backup.safety")}</span>}
        <span className={`status ${backup.verified_at ? "good" : ""}`}>{backup.verified_at ? t("backup.verified", { when: formatAgo(backup.verified_at) }) : t("backup.unverified")}</span>
        <span className="faint backup-facts">{facts.filter(Boolean).join(" · ")}</span>
        {backup.sha256 && <span className="faint backup-facts wrap">SHA-256 <code>{backup.sha256}</code></span>}
      </div>
      <div className="row">
        <ActionButton size="small" icon="shield" action={verify} aria-label={t("backup.verifyOne", { name })}>{t("audit.verify")}</ActionButton>
        <ActionButton size="small" icon="retry" aria-label={t("restore.one", { name })} action={async () => ask("restore")}>{t("restore.run")}</ActionButton>
        <IconButton size="small" icon="download" label={t("backup.download", { name })} onClick={() => ask("download")} />
        <IconButton size="small" icon="trash" label={t("backup.remove", { name })} onClick={() => ask("remove")} />
      </div>
    </li>
  );
}

function DownloadDialog({ backup, onClose }: { backup: BackupLine; onClose: () => void }) {
  const name = backup.backup_id;
  const fetchFile = async (password: string) => {
    await download("POST /api/v1/admin/data/backups/{backup_id}/download", { path: { backup_id: name }, body: { password }, guesses: true }, `${name}.tar`);
    invalidate("admin/audit");
    onClose();
  };
  return (
    <PasswordDialog title={t("backup.downloadTitle")} verb={t("backup.downloadRun", { size: formatBytes(backup.size_bytes) })} action={fetchFile} onClose={onClose}>
      <p>{t("backup.downloadNote")}</p>
    </PasswordDialog>
  );
}

/** What came of the last restoration; nothing when there was none. */
function LastRestoration() {
  const last = useResource("admin/restoration", () => call("GET /api/v1/admin/data/restore"));
  const { data } = last;
  if (!data?.at) return null;
  const values = { name: data.backup_id ?? "", when: formatDate(data.at), safety: data.safety_backup_id ?? "", reason: said(data.reason) };
  if (data.state === "restored") return <p className="notice">{t("restore.was", values)}</p>;
  return data.state === "failed" ? <p className="notice bad" role="alert">{t("restore.failed", values)}</p> : null;
}
