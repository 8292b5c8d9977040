import "./all";
import "../text/en-later";
import { useState } from "react";
import { sayError } from "../store/toasts";
import { t } from "../text";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Checkbox, Select } from "./Field";

const formats = ["markdown", "json", "html", "text"] as const;
const tables = ["none", "xlsx", "csv"] as const;

export interface ArchiveWish {
  formats: (typeof formats)[number][];
  tables: (typeof tables)[number];
}

/** Asks what of each document is to be in a ZIP, and fetches it. */
export default function ArchiveDialog({ note, fetchArchive, onClose }: { note: string; fetchArchive: (wish: ArchiveWish) => Promise<void>; onClose: () => void }) {
  const [chosen, setChosen] = useState<ArchiveWish["formats"]>(["markdown", "json"]);
  const [kind, setKind] = useState<ArchiveWish["tables"]>("none");
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await fetchArchive({ formats: chosen, tables: kind });
      onClose();
    } catch (error) {
      sayError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("archive.title")} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button kind="primary" icon="download" isBusy={isBusy} disabled={chosen.length === 0} onClick={() => void run()}>{t(isBusy ? "archive.busy" : "archive.run")}</Button>
      </>
    }>
      <div className="stack">
        <p className="note">{note} {t("archive.note")}</p>
        <fieldset className="checks">
          <legend>{t("archive.formats")}</legend>
          {formats.map((format) => (
            <Checkbox key={format} label={t(`archive.${format}` as const)} checked={chosen.includes(format)}
              onChange={(event) => setChosen(formats.filter((one) => (one === format ? event.target.checked : chosen.includes(one))))} />
          ))}
        </fieldset>
        <Select label={t("archive.tables")} value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
          {tables.map((one) => <option key={one} value={one}>{t(`archive.tables.${one}` as const)}</option>)}
        </Select>
      </div>
    </Dialog>
  );
}
