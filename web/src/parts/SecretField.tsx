import { useId } from "react";
import { say, sayError } from "../store/toasts";
import { t } from "../text";
import { Button } from "./Button";

/** Something that is shown this once. */
export function SecretField({ label, value, note }: { label: string; value: string; note: string }) {
  const id = useId();
  const copy = () => navigator.clipboard.writeText(value).then(() => say(t("copied"), "success"), sayError);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="row"><input id={id} readOnly value={value} className="mono" onFocus={(event) => event.target.select()} /><Button icon="copy" onClick={() => void copy()}>{t("copy")}</Button></div>
      <p className="hint">{note}</p>
    </div>
  );
}
