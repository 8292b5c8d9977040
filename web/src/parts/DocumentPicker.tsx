import { useState } from "react";
import { call } from "../api/client";
import { useResource } from "../store/resources";
import { t } from "../text";
import { Button, IconButton } from "./Button";
import { Dialog } from "./Dialog";
import { Checkbox, Field } from "./Field";
import { Loaded } from "./States";

export interface Picked {
  id: string;
  title: string;
}

interface Props {
  label: string;
  /** What it says when nothing is picked. */
  none: string;
  picked: Picked[];
  most?: number;
  onChange: (picked: Picked[]) => void;
}

/** Documents found in the dialog at a time. */
const mostShown = 50;
const mostPicked = 100;

/** Which documents something is about. */
export function DocumentPicker({ label, none, picked, most = mostPicked, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="picker">
      <Button size="small" kind="quiet" icon="library" onClick={() => setOpen(true)}>{picked.length ? t("documents.count", { n: picked.length }) : none}</Button>
      {picked.slice(0, 4).map((one) => (
        <span key={one.id} className="chip"><span className="clip">{one.title}</span><IconButton size="small" icon="close" label={t("members.remove", { name: one.title })} onClick={() => onChange(picked.filter((other) => other.id !== one.id))} /></span>
      ))}
      {isOpen && <PickerDialog label={label} picked={picked} most={most} onChange={onChange} onClose={() => setOpen(false)} />}
    </span>
  );
}

function PickerDialog({ label, picked, most, onChange, onClose }: Omit<Required<Props>, "none"> & { onClose: () => void }) {
  const [words, setWords] = useState("");
  const found = useResource(`documents/pick?${words}`, () => call("GET /api/v1/documents", { query: { search: words || undefined, limit: mostShown, sort_by: "title", sort_order: "asc" } }));
  const toggle = (one: Picked) => {
    const rest = picked.filter((other) => other.id !== one.id);
    if (rest.length < picked.length) onChange(rest);
    else onChange([...picked, one].slice(-most));
  };
  return (
    <Dialog title={label} onClose={onClose} footer={<Button kind="primary" onClick={onClose}>{t("done")}</Button>}>
      <Field label={t("library.search")} isLabelHidden type="search" autoFocus placeholder={t("library.search")} value={words} onChange={(event) => setWords(event.target.value)} />
      <Loaded of={found}>
        {(data) => (
          <ul className="picker-list">
            {data.documents.map((document) => (
              <li key={document.document_id}>
                <Checkbox label={document.title} checked={picked.some((one) => one.id === document.document_id)} onChange={() => toggle({ id: document.document_id, title: document.title })} />
              </li>
            ))}
            {data.documents.length === 0 && <li className="faint">{t("library.noneFound")}</li>}
          </ul>
        )}
      </Loaded>
    </Dialog>
  );
}
