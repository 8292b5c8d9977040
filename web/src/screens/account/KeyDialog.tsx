import { useState } from "react";
import { call } from "../../api/client";
import type { Permission } from "../../api/permissions";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Checkbox, Field } from "../../parts/Field";
import { SecretField } from "../../parts/SecretField";
import { invalidate } from "../../store/resources";
import { useStore } from "../../store/store";
import { sayError } from "../../store/toasts";
import { named, t } from "../../text";

const defaultDays = 90;

export function KeyDialog({ onClose }: { onClose: () => void }) {
  const permissions = useStore((state) => state.profile?.permissions ?? none).filter((one) => one !== "admin:all");
  const [secret, setSecret] = useState<string | null>(null);
  const make = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    try {
      const issued = await call("POST /api/v1/api-keys", {
        body: { name: String(data.get("name")), scopes: data.getAll("scopes") as Permission[], expires_in_days: Number(data.get("days")) || defaultDays },
      });
      setSecret(issued.api_key);
      invalidate("keys");
    } catch (error) {
      sayError(error);
    }
  };
  if (secret) {
    return (
      <Dialog title={t("keys.made")} onClose={onClose} footer={<Button kind="primary" onClick={onClose}>{t("done")}</Button>}>
        <SecretField label={t("keys.title")} value={secret} note={t("secret.once")} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t("keys.new")} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); void make(event.currentTarget); }}>
        <Field label={t("name")} name="name" required maxLength={100} autoFocus />
        <Field label={t("keys.days")} name="days" type="number" min={1} max={3650} defaultValue={defaultDays} />
        <fieldset className="checks"><legend>{t("keys.scopes")}</legend>{permissions.map((one) => <Checkbox key={one} label={named("permission", one)} name="scopes" value={one} defaultChecked={one.endsWith(":read")} />)}</fieldset>
        <div className="form-end"><Button onClick={onClose}>{t("cancel")}</Button><Button kind="primary" type="submit">{t("create")}</Button></div>
      </form>
    </Dialog>
  );
}

const none: Permission[] = [];
