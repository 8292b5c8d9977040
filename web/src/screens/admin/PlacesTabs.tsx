import { useState } from "react";
import { call } from "../../api/client";
import { IconButton } from "../../parts/Button";
import { Pager } from "../../parts/Pager";
import { Empty, Loaded } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { formatAgo, formatBytes, formatDate, formatNumber, named, t } from "../../text";

const pageSize = 50;

export function WorkspacesTab() {
  const [offset, setOffset] = useState(0);
  const workspaces = useResource(`admin/workspaces?${offset}`, () => call("GET /api/v1/admin/workspaces", { query: { limit: pageSize, offset } }));
  const limit = (value: number | null | undefined, format: (value: number) => string) => (value == null ? t("places.noLimit") : format(value));
  return (
    <Loaded of={workspaces}>
      {(data) => (
        <div className="stack">
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t("admin.workspaces")}>
            <table className="data">
              <thead><tr><th>{t("name")}</th><th>{t("places.id")}</th><th>{t("places.documents")}</th><th>{t("places.stored")}</th><th>{t("places.perDay")}</th><th>{t("account.since")}</th></tr></thead>
              <tbody>
                {data.workspaces.map((one) => (
                  <tr key={one.workspace_id}>
                    <td><strong>{one.name}</strong></td><td><code>{one.workspace_id}</code></td><td>{limit(one.quota.documents, formatNumber)}</td>
                    <td>{limit(one.quota.stored_bytes, formatBytes)}</td><td>{limit(one.quota.pages_per_day, formatNumber)}</td><td>{formatDate(one.created_at, false)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager total={data.total_count} offset={offset} size={pageSize} onChange={setOffset} />
        </div>
      )}
    </Loaded>
  );
}

export function KeysTab() {
  const [offset, setOffset] = useState(0);
  const keys = useResource(`admin/keys?${offset}`, () => call("GET /api/v1/admin/api-keys", { query: { limit: pageSize, offset } }));
  const revoke = async (id: string) => {
    await call("DELETE /api/v1/admin/api-keys/{key_id}", { path: { key_id: id } }).catch(sayError);
    invalidate("admin/keys", "keys");
  };
  return (
    <Loaded of={keys}>
      {(data) => data.keys.length === 0 ? <Empty icon="key" title={t("keys.none")} /> : (
        <div className="stack">
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t("admin.keys")}>
            <table className="data">
              <thead><tr><th>{t("name")}</th><th>{t("keys.prefix")}</th><th>{t("keys.scopes")}</th><th>{t("keys.lastUsed")}</th><th><span className="unseen">{t("jobs.actions")}</span></th></tr></thead>
              <tbody>
                {data.keys.map((key) => (
                  <tr key={key.key_id}>
                    <td><strong>{key.name}</strong></td><td><code>{key.prefix}…</code></td><td className="faint">{key.scopes.map((one) => named("permission", one)).join(", ")}</td>
                    <td>{key.last_used_at ? formatAgo(key.last_used_at) : t("keys.unused")}</td>
                    <td><IconButton size="small" icon="trash" label={t("keys.revoke", { name: key.name })} onClick={() => void revoke(key.key_id)} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager total={data.total_count} offset={offset} size={pageSize} onChange={setOffset} />
        </div>
      )}
    </Loaded>
  );
}
