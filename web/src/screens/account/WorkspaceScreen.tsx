import "../../parts/more";
import "../../text/en-later";
import { useState } from "react";
import { call } from "../../api/client";
import type { MemberLine, WorkspaceLine } from "../../api/schema";
import { takeTokens } from "../../api/session";
import { Button, IconButton } from "../../parts/Button";
import { Confirm } from "../../parts/Dialog";
import { Field, Select } from "../../parts/Field";
import { Card, Page } from "../../parts/Page";
import { Loaded } from "../../parts/States";
import { SecretField } from "../../parts/SecretField";
import { invalidate, useResource } from "../../store/resources";
import { useStore } from "../../store/store";
import { say, sayError } from "../../store/toasts";
import { formatAgo, formatDate, named, t } from "../../text";

const roles = ["viewer", "editor", "admin", "owner"] as const;
type Role = (typeof roles)[number];

export default function WorkspaceScreen() {
  const workspace = useStore((state) => state.profile?.workspace);
  if (!workspace) return null;
  return (
    <Page title={workspace.name} note={t("workspace.note")}>
      <Members id={workspace.workspace_id} />
      <Invitations id={workspace.workspace_id} />
      <NameCard workspace={workspace} />
      <NewWorkspace />
    </Page>
  );
}

function Members({ id }: { id: string }) {
  const me = useStore((state) => state.profile?.user.user_id);
  const members = useResource(`workspace/${id}/members`, () => call("GET /api/v1/workspaces/{workspace_id}/members", { path: { workspace_id: id }, query: { limit: 200 } }));
  const [removed, setRemoved] = useState<MemberLine | null>(null);
  const run = async (work: Promise<unknown>) => {
    await work.catch(sayError);
    invalidate(`workspace/${id}`);
  };
  const setRole = (member: MemberLine, role: Role) => void run(call("PATCH /api/v1/workspaces/{workspace_id}/members/{user_id}", { path: { workspace_id: id, user_id: member.user_id }, body: { role } }));
  return (
    <Card title={t("members.title")}>
      <Loaded of={members}>
        {(data) => (
          <ul className="lines">
            {data.members.map((member) => (
              <li key={member.user_id}>
                <div><strong>{member.display_name}</strong><span className="faint">{member.email}</span></div>
                <span className="faint">{t("members.since", { date: formatDate(member.joined_at, false) })}</span>
                <Select label={t("account.role")} isLabelHidden value={member.role} disabled={member.user_id === me} onChange={(event) => setRole(member, event.target.value as Role)}>
                  {roles.map((role) => <option key={role} value={role}>{named("role", role)}</option>)}
                </Select>
                <IconButton size="small" icon="trash" label={t("members.remove", { name: member.display_name })} disabled={member.user_id === me} onClick={() => setRemoved(member)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {removed && (
        <Confirm title={t("members.remove", { name: removed.display_name })} verb={t("remove")} onClose={() => setRemoved(null)}
          onConfirm={() => void run(call("DELETE /api/v1/workspaces/{workspace_id}/members/{user_id}", { path: { workspace_id: id, user_id: removed.user_id } }))}>
          <p>{t("members.removeNote")}</p>
        </Confirm>
      )}
    </Card>
  );
}

function Invitations({ id }: { id: string }) {
  const invitations = useResource(`workspace/${id}/invitations`, () => call("GET /api/v1/workspaces/{workspace_id}/invitations", { path: { workspace_id: id } }));
  const [link, setLink] = useState<string | null>(null);
  const invite = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    try {
      const issued = await call("POST /api/v1/workspaces/{workspace_id}/invitations", { path: { workspace_id: id }, body: { email: String(data.get("email")), role: data.get("role") as Role } });
      setLink(location.origin + issued.path);
      form.reset();
      invalidate(`workspace/${id}/invitations`);
    } catch (error) {
      sayError(error);
    }
  };
  const withdraw = async (invitation: string) => {
    await call("DELETE /api/v1/workspaces/{workspace_id}/invitations/{invitation_id}", { path: { workspace_id: id, invitation_id: invitation } }).catch(sayError);
    invalidate(`workspace/${id}/invitations`);
  };
  return (
    <Card title={t("invite.title")}>
      <form className="row wrap end" onSubmit={(event) => { event.preventDefault(); void invite(event.currentTarget); }}>
        <Field label={t("email")} name="email" type="email" required className="grow" />
        <Select label={t("account.role")} name="role" defaultValue="editor">{roles.map((role) => <option key={role} value={role}>{named("role", role)}</option>)}</Select>
        <Button type="submit" icon="plus">{t("invite.verb")}</Button>
      </form>
      {link && <SecretField label={t("invite.link")} value={link} note={t("invite.linkNote")} />}
      <Loaded of={invitations}>
        {(data) => (
          <ul className="lines">
            {data.invitations.map((one) => (
              <li key={one.invitation_id}>
                <div><strong>{one.email}</strong><span className="faint">{named("role", one.role)}</span></div>
                <span className="faint">{t("invite.until", { when: formatAgo(one.expires_at) })}</span>
                <IconButton size="small" icon="trash" label={t("invite.withdraw", { name: one.email })} onClick={() => void withdraw(one.invitation_id)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function NameCard({ workspace }: { workspace: WorkspaceLine }) {
  const rename = async (name: string) => {
    try {
      await call("PATCH /api/v1/workspaces/{workspace_id}", { path: { workspace_id: workspace.workspace_id }, body: { name } });
      // The name stands in the session: entering again brings the new one.
      takeTokens(await call("POST /api/v1/auth/switch", { body: { workspace_id: workspace.workspace_id } }));
      say(t("saved"), "success");
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <Card title={t("workspace.name")}>
      <form className="row wrap end" onSubmit={(event) => { event.preventDefault(); void rename(String(new FormData(event.currentTarget).get("name"))); }}>
        <Field label={t("name")} name="name" required maxLength={100} defaultValue={workspace.name} className="grow" />
        <Button type="submit">{t("save")}</Button>
      </form>
    </Card>
  );
}

function NewWorkspace() {
  const make = async (name: string) => {
    try {
      const made = await call("POST /api/v1/workspaces", { body: { name } });
      takeTokens(await call("POST /api/v1/auth/switch", { body: { workspace_id: made.workspace_id } }));
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <Card title={t("workspace.new")}>
      <form className="row wrap end" onSubmit={(event) => { event.preventDefault(); void make(String(new FormData(event.currentTarget).get("name"))); }}>
        <Field label={t("name")} name="name" required maxLength={100} className="grow" />
        <Button type="submit" icon="plus">{t("create")}</Button>
      </form>
    </Card>
  );
}
