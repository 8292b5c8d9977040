import { useEffect, useState } from "react";
import { call } from "../../api/client";
import { ApiError } from "../../api/errors";
import type { BackupLine } from "../../api/schema";
import { dropSession } from "../../api/session";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { invalidate } from "../../store/resources";
import { say } from "../../store/toasts";
import { formatDate, t } from "../../text";
import { said } from "../../text/service";
import { PasswordDialog } from "./PasswordDialog";

const askedMilliseconds = 1000;

export function RestoreDialog({ backup, onClose }: { backup: BackupLine; onClose: () => void }) {
  const [hasBegun, setBegun] = useState(false);
  const name = backup.backup_id;
  const begin = async (password: string) => {
    await call("POST /api/v1/admin/data/backups/{backup_id}/restore", { path: { backup_id: name }, body: { password, confirmation: name }, guesses: true });
    setBegun(true);
  };
  if (hasBegun) return <Progress onClose={onClose} />;
  return (
    <PasswordDialog title={t("restore.title")} verb={t("restore.run")} isDangerous phrase={name} action={begin} onClose={onClose}>
      <p className="notice warn">{t("restore.warning", { when: formatDate(backup.created_at) })}</p>
      <ul className="bullets">
        <li>{t("restore.step1")}</li>
        <li>{t("restore.step2")}</li>
        <li>{t("restore.step3")}</li>
        <li>{t("restore.step4")}</li>
      </ul>
    </PasswordDialog>
  );
}

type State = "preparing" | "restarting" | "restored" | "failed";

/** Follows a restoration over the restart of the service, which ends every session: the caller's too. */
function Progress({ onClose }: { onClose: () => void }) {
  const [state, setState] = useState<State>("preparing");
  const [reason, setReason] = useState("");
  const isOver = state === "failed";
  useEffect(() => {
    if (isOver) return;
    let isLeft = false;
    const ask = async () => {
      try {
        const now = await call("GET /api/v1/admin/data/restore");
        if (isLeft || now.state === "none") return;
        if (now.state === "failed") setReason(said(now.reason));
        setState(now.state);
        if (now.state === "restored") signOut();
      } catch (error) {
        const known = ApiError.of(error);
        // Signed out: the data are the backup's. Anything else: the service is on its way up.
        if (known.status === 401) signOut();
        else setState("restarting");
      }
    };
    const timer = window.setInterval(() => void ask(), askedMilliseconds);
    return () => { isLeft = true; window.clearInterval(timer); };
  }, [isOver]);
  const close = () => { invalidate("admin/backups", "admin/restoration", "admin/audit"); onClose(); };
  return (
    <Dialog title={t("restore.title")} onClose={isOver ? close : () => undefined} footer={isOver ? <Button onClick={close}>{t("close")}</Button> : undefined}>
      {isOver ? <p className="notice bad" role="alert">{t("restore.unchanged")} {reason}</p>
        : <p role="status" className="row"><span className="spinner" aria-hidden="true" />{t(state === "preparing" ? "restore.preparing" : "restore.restarting")}</p>}
    </Dialog>
  );
}

function signOut(): void {
  dropSession();
  say(t("restore.done"), "success");
}
