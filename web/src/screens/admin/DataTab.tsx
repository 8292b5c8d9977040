import { useState } from "react";
import { call, download } from "../../api/client";
import type { CleanupReply } from "../../api/schema";
import { ActionButton, Button } from "../../parts/Button";
import { Confirm } from "../../parts/Dialog";
import { Field, Select } from "../../parts/Field";
import { Card } from "../../parts/Page";
import { invalidate } from "../../store/resources";
import { say, sayError } from "../../store/toasts";
import { formatDate, t } from "../../text";
import { BackupsCard } from "./BackupsCard";

export function DataTab() {
  return <div className="stack"><BackupsCard /><div className="cards"><Cleanup /><Export /></div></div>;
}

function Cleanup() {
  const [days, setDays] = useState(30);
  const [trial, setTrial] = useState<CleanupReply | null>(null);
  const [isAsking, setAsking] = useState(false);
  const clean = (isDry: boolean) => call("DELETE /api/v1/admin/data/cleanup", { query: { days_old: days, dry_run: isDry } });
  const cleanUp = async () => {
    try {
      const done = await clean(false);
      say(t("cleanup.done", { n: done.jobs_deleted ?? 0 }), "success");
      setTrial(null);
      invalidate("admin/jobs", "jobs");
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <Card title={t("cleanup.title")}>
      <p className="note">{t("cleanup.note")}</p>
      <Field label={t("cleanup.days")} type="number" min={1} max={3650} value={days} onChange={(event) => { setDays(Number(event.target.value)); setTrial(null); }} />
      <div className="row">
        <ActionButton action={async () => setTrial(await clean(true))}>{t("cleanup.try")}</ActionButton>
        <Button kind="danger" disabled={!trial || trial.old_jobs_count === 0} onClick={() => setAsking(true)}>{t("cleanup.run")}</Button>
      </div>
      {trial && <p role="status">{t("cleanup.found", { n: trial.old_jobs_count, date: formatDate(trial.cutoff_date, false) })}</p>}
      {isAsking && trial && <Confirm title={t("cleanup.title")} verb={t("cleanup.run")} onConfirm={() => void cleanUp()} onClose={() => setAsking(false)}><p>{t("cleanup.found", { n: trial.old_jobs_count, date: formatDate(trial.cutoff_date, false) })}</p></Confirm>}
    </Card>
  );
}

const exported = ["documents", "jobs", "usage", "metrics"] as const;

function Export() {
  const [kind, setKind] = useState<(typeof exported)[number]>("documents");
  const [format, setFormat] = useState<"csv" | "json">("csv");
  return (
    <Card title={t("exports.title")}>
      <div className="fields">
        <Select label={t("exports.what")} value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>{exported.map((one) => <option key={one} value={one}>{t(`exports.${one}` as const)}</option>)}</Select>
        <Select label={t("exports.format")} value={format} onChange={(event) => setFormat(event.target.value as typeof format)}><option value="csv">CSV</option><option value="json">JSON</option></Select>
      </div>
      <ActionButton icon="download" action={() => download("GET /api/v1/admin/data/export", { query: { data_type: kind, format } }, `${kind}.${format}`)}>{t("exports.run")}</ActionButton>
    </Card>
  );
}
