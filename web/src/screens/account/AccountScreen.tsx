import "../../parts/more";
import "../../text/en-later";
import { useState } from "react";
import { call } from "../../api/client";
import type { KeyLine } from "../../api/schema";
import { dropSession, takeTokens } from "../../api/session";
import { navigate } from "../../app/router";
import { ActionButton, Button, IconButton } from "../../parts/Button";
import { Confirm } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { Card, Page } from "../../parts/Page";
import { Empty, Loaded } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { useStore } from "../../store/store";
import { say, sayError } from "../../store/toasts";
import { formatAgo, formatDate, named, t } from "../../text";
import { KeyDialog } from "./KeyDialog";

export default function AccountScreen() {
  const profile = useStore((state) => state.profile);
  if (!profile) return null;
  const { user, workspace } = profile;
  const signOutEverywhere = async () => {
    await call("POST /api/v1/auth/logout-all");
    dropSession();
    navigate("/");
  };
  return (
    <Page title={t("account.title")}>
      <Card title={t("account.profile")}>
        <dl className="facts">
          <dt>{t("name")}</dt><dd>{user.display_name}</dd>
          <dt>{t("email")}</dt><dd>{user.email}</dd>
          <dt>{t("account.role")}</dt><dd>{workspace.role ? named("role", workspace.role) : "–"} · {workspace.name}{user.is_admin && ` · ${t("account.admin")}`}</dd>
          <dt>{t("account.since")}</dt><dd>{formatDate(user.created_at, false)}</dd>
        </dl>
      </Card>
      <PasswordCard />
      <KeysCard />
      <Card title={t("account.sessions")}>
        <p className="note">{t("account.sessionsNote")}</p>
        <ActionButton kind="danger" icon="out" action={signOutEverywhere}>{t("account.signOutAll")}</ActionButton>
      </Card>
    </Page>
  );
}

function PasswordCard() {
  const [isBusy, setBusy] = useState(false);
  const change = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    setBusy(true);
    try {
      takeTokens(await call("POST /api/v1/auth/password", { body: { current_password: String(data.get("current")), new_password: String(data.get("new")) }, guesses: true }));
      form.reset();
      say(t("account.passwordChanged"), "success");
    } catch (error) {
      sayError(error);
    }
    setBusy(false);
  };
  return (
    <Card title={t("account.password")}>
      <form className="fields two" onSubmit={(event) => { event.preventDefault(); void change(event.currentTarget); }}>
        <Field label={t("account.currentPassword")} name="current" type="password" autoComplete="current-password" required />
        <Field label={t("account.newPassword")} name="new" type="password" autoComplete="new-password" required minLength={12} maxLength={128} hint={t("password.hint", { n: 12 })} />
        <div className="form-end"><Button type="submit" isBusy={isBusy}>{t("account.changePassword")}</Button></div>
      </form>
    </Card>
  );
}

function KeysCard() {
  const keys = useResource("keys", () => call("GET /api/v1/api-keys", { query: { limit: 200 } }));
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<KeyLine | null>(null);
  const revoke = async (key: KeyLine) => {
    await call("DELETE /api/v1/api-keys/{key_id}", { path: { key_id: key.key_id } }).catch(sayError);
    invalidate("keys");
  };
  return (
    <Card title={t("keys.title")} actions={<Button size="small" icon="plus" onClick={() => setMaking(true)}>{t("keys.new")}</Button>}>
      <p className="note">{t("keys.note")}</p>
      <Loaded of={keys}>
        {(data) => data.keys.length === 0 ? <Empty icon="key" title={t("keys.none")} /> : (
          <ul className="lines">
            {data.keys.map((key) => (
              <li key={key.key_id}>
                <div><strong>{key.name}</strong> <code>{key.prefix}…</code><span className="faint">{key.scopes.map((one) => named("permission", one)).join(", ")}</span></div>
                <span className="faint">{key.last_used_at ? t("keys.used", { when: formatAgo(key.last_used_at) }) : t("keys.unused")}{key.expires_at && ` · ${t("keys.until", { date: formatDate(key.expires_at, false) })}`}</span>
                <IconButton size="small" icon="trash" label={t("keys.revoke", { name: key.name })} onClick={() => setRevoked(key)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {isMaking && <KeyDialog onClose={() => setMaking(false)} />}
      {revoked && <Confirm title={t("keys.revoke", { name: revoked.name })} verb={t("keys.revokeVerb")} onConfirm={() => void revoke(revoked)} onClose={() => setRevoked(null)}><p>{t("keys.revokeNote")}</p></Confirm>}
    </Card>
  );
}
