import { useState } from "react";
import { call } from "../../api/client";
import type { UserLine } from "../../api/schema";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Menu } from "../../parts/Menu";
import { Pager } from "../../parts/Pager";
import { SecretField } from "../../parts/SecretField";
import { Loaded } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { useStore } from "../../store/store";
import { say, sayError } from "../../store/toasts";
import { formatDate, t } from "../../text";

const pageSize = 50;

export function UsersTab() {
  const [search, setSearch] = useState("");
  const [offset, setOffset] = useState(0);
  const [link, setLink] = useState<string | null>(null);
  const query = { search: search || undefined, limit: pageSize, offset };
  const users = useResource(`admin/users?${JSON.stringify(query)}`, () => call("GET /api/v1/admin/users", { query }));
  return (
    <div className="stack">
      <Field label={t("users.search")} isLabelHidden placeholder={t("users.search")} type="search" value={search} onChange={(event) => { setSearch(event.target.value); setOffset(0); }} />
      <Loaded of={users}>
        {(data) => (
          <>
            <div className="table-scroll" tabIndex={0} role="region" aria-label={t("admin.users")}>
              <table className="data">
                <thead><tr><th>{t("name")}</th><th>{t("email")}</th><th>{t("users.rights")}</th><th>{t("account.since")}</th><th><span className="unseen">{t("jobs.actions")}</span></th></tr></thead>
                <tbody>{data.users.map((user) => <Row key={user.user_id} user={user} showLink={setLink} />)}</tbody>
              </table>
            </div>
            <Pager total={data.total_count} offset={offset} size={pageSize} onChange={setOffset} />
          </>
        )}
      </Loaded>
      <p className="faint">{t("users.inviteNote")}</p>
      {link && (
        <Dialog title={t("users.passwordLink")} onClose={() => setLink(null)} footer={<Button kind="primary" onClick={() => setLink(null)}>{t("done")}</Button>}>
          <SecretField label={t("users.passwordLink")} value={link} note={t("secret.once")} />
        </Dialog>
      )}
    </div>
  );
}

function Row({ user, showLink }: { user: UserLine; showLink: (link: string) => void }) {
  const me = useStore((state) => state.profile?.user.user_id);
  const path = { user_id: user.user_id };
  const run = async (work: Promise<unknown>) => {
    try {
      await work;
      say(t("saved"), "success");
    } catch (error) {
      sayError(error);
    }
    invalidate("admin/users");
  };
  const isMe = user.user_id === me;
  const passwordLink = async () => {
    try {
      showLink(location.origin + (await call("POST /api/v1/admin/users/{user_id}/password-link", { path })).path);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <tr>
      <td><strong>{user.display_name}</strong></td>
      <td>{user.email}</td>
      <td>{user.is_admin && <span className="tag">{t("account.admin")}</span>} {user.is_disabled && <span className="tag bad">{t("users.disabled")}</span>}</td>
      <td>{formatDate(user.created_at, false)}</td>
      <td className="cell-actions">
        <Menu className="right" label={t("users.menu", { name: user.display_name })} trigger={<Icon name="more" />} groups={[
          [{ label: t("users.passwordLink"), icon: "key", run: () => void passwordLink() }],
          isMe ? [] : [
            user.is_admin ? { label: t("users.demote"), icon: "user", run: () => void run(call("POST /api/v1/admin/users/{user_id}/demote", { path })) }
              : { label: t("users.promote"), icon: "shield", run: () => void run(call("POST /api/v1/admin/users/{user_id}/promote", { path })) },
            user.is_disabled ? { label: t("users.enable"), icon: "check", run: () => void run(call("POST /api/v1/admin/users/{user_id}/enable", { path })) }
              : { label: t("users.disable"), icon: "close", isDanger: true, run: () => void run(call("POST /api/v1/admin/users/{user_id}/disable", { path })) },
          ],
        ]} />
      </td>
    </tr>
  );
}
