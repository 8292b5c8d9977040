import { useId, useState, type ReactNode } from "react";
import { ApiError } from "../../api/errors";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { t } from "../../text";

interface Props {
  title: string;
  verb: string;
  isDangerous?: boolean;
  /** What has to be typed besides the password; nothing when absent. */
  phrase?: string;
  children: ReactNode;
  /** Closes the dialog itself; its errors are shown in it. */
  action: (password: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the password once more before something that an open screen alone must not be enough for. */
export function PasswordDialog({ title, verb, isDangerous, phrase, children, action, onClose }: Props) {
  const form = useId();
  const [password, setPassword] = useState("");
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const isReady = password !== "" && (phrase === undefined || typed.trim() === phrase);
  const run = async () => {
    if (!isReady || isBusy) return;
    setBusy(true);
    setError("");
    try {
      await action(password);
    } catch (caught) {
      const known = ApiError.of(caught);
      setError(known.status === 401 ? t("restore.wrongPassword") : known.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button type="submit" form={form} kind={isDangerous ? "danger" : "primary"} isBusy={isBusy} disabled={!isReady}>{verb}</Button>
      </>
    }>
      <form id={form} className="stack" onSubmit={(event) => { event.preventDefault(); void run(); }}>
        {children}
        {phrase !== undefined && <Field label={t("restore.type", { name: phrase })} value={typed} autoComplete="off" spellCheck={false} className="mono-input" onChange={(event) => setTyped(event.target.value)} />}
        <Field label={t("restore.password")} type="password" autoComplete="current-password" value={password} error={error || undefined} onChange={(event) => setPassword(event.target.value)} />
      </form>
    </Dialog>
  );
}
