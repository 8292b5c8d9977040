import { useState } from "react";
import { call, download } from "../../api/client";
import { ActionButton, Button } from "../../parts/Button";
import { Field, Select } from "../../parts/Field";
import { Pager } from "../../parts/Pager";
import { Loaded, Status } from "../../parts/States";
import { useResource } from "../../store/resources";
import { say, sayError } from "../../store/toasts";
import { formatDate, named, t } from "../../text";
import { said } from "../../text/service";

const pageSize = 50;
/** Told for whoever follows a request through the logs, not for a list. */
const leftOut = ["request_id"];

/** Users whose names stand in the log instead of their identifiers. */
const mostNamed = 100;

export function AuditTab() {
  const [action, setAction] = useState("");
  const [outcome, setOutcome] = useState<"" | "success" | "failure" | "denied">("");
  const [offset, setOffset] = useState(0);
  const query = { action: action || undefined, outcome: outcome || undefined, limit: pageSize, offset };
  const audit = useResource(`admin/audit?${JSON.stringify(query)}`, () => call("GET /api/v1/admin/audit", { query }));
  const users = useResource("admin/users/names", () => call("GET /api/v1/admin/users", { query: { limit: mostNamed } }));
  const names = new Map((users.data?.users ?? []).map((user) => [user.user_id, user.display_name || user.email]));
  const verify = async () => {
    const result = await call("GET /api/v1/admin/audit/verify");
    if (result.is_intact) say(t("audit.intact", { n: result.entry_count }), "success");
    else say(t("audit.broken", { n: result.first_broken ?? 0 }), "error");
  };
  return (
    <div className="stack">
      <div className="tools">
        <Field label={t("audit.action")} isLabelHidden type="search" placeholder={t("audit.actionExample")} value={action} onChange={(event) => { setAction(event.target.value); setOffset(0); }} />
        <Select label={t("audit.outcome")} isLabelHidden value={outcome} onChange={(event) => { setOutcome(event.target.value as typeof outcome); setOffset(0); }}>
          <option value="">{t("audit.anyOutcome")}</option>{["success", "failure", "denied"].map((one) => <option key={one} value={one}>{named("status", one)}</option>)}
        </Select>
        <span className="spacer" />
        <ActionButton icon="shield" action={verify}>{t("audit.verify")}</ActionButton>
        <Button icon="download" onClick={() => void download("GET /api/v1/admin/audit/export", {}, "audit.ndjson").catch(sayError)}>{t("audit.export")}</Button>
      </div>
      <Loaded of={audit}>
        {(data) => (
          <>
            <div className="table-scroll" tabIndex={0} role="region" aria-label={t("admin.audit")}>
              <table className="data audit">
                <thead><tr><th>{t("audit.when")}</th><th>{t("audit.action")}</th><th>{t("audit.actor")}</th><th>{t("audit.target")}</th><th>{t("audit.outcome")}</th><th>{t("audit.details")}</th><th>{t("audit.address")}</th></tr></thead>
                <tbody>
                  {data.entries.map((entry) => (
                    <tr key={entry.sequence}>
                      <td>{formatDate(entry.at)}</td><td><code>{entry.action}</code></td><td className="name" title={entry.actor}>{names.get(entry.actor) ?? entry.actor}</td><td className="faint name" title={entry.target ?? undefined}>{names.get(entry.target ?? "") ?? entry.target}</td>
                      <td><Status name={entry.outcome} /></td><td className="faint"><Details of={entry.details} names={names} /></td><td className="faint">{entry.address}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Pager total={data.total_count} offset={offset} size={pageSize} onChange={setOffset} />
          </>
        )}
      </Loaded>
    </div>
  );
}

/** What else is known: the route that was refused and why, a role, how often it happened again within a minute. */
function Details({ of, names }: { of: Record<string, string>; names: Map<string, string> }) {
  const { route, count, ...others } = of;
  const rest = Object.entries(others).filter(([name]) => !leftOut.includes(name));
  return (
    <div className="audit-details">
      {route && <code>{route}</code>}
      {count && <span>{t("audit.again", { n: Number(count) })}</span>}
      {rest.map(([name, value]) => <span key={name}>{named("audit.detail", name)}: {/^\d{4}-\d\d-\d\dT/.test(value) ? formatDate(value) : name === "reason" && value.includes(" ") ? said(value) : names.get(value) ?? value}</span>)}
    </div>
  );
}
