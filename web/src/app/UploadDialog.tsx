import "../parts/all";
import { useRef, useState } from "react";
import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { Field, Select } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { filesOfDrop, upload, uploadAddresses, type UploadOptions } from "../store/uploads";
import { languageName, t, type TextKey } from "../text";

const languages = ["", "en", "de", "fr", "es", "it", "el", "ru", "zh", "ja", "ko"];

function list(text: FormDataEntryValue | null, separator: RegExp): string[] {
  return String(text ?? "").split(separator).map((one) => one.trim()).filter(Boolean);
}

export default function UploadDialog({ onClose }: { onClose: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [addresses, setAddresses] = useState("");

  const options = (): UploadOptions => {
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => String(data.get(name) ?? "") || undefined;
    return {
      tags: list(data.get("tags"), /,/), performOcr: text("ocr") as UploadOptions["performOcr"], language: text("language"), pageRange: text("pages"),
      password: text("password"), priority: text("priority") as UploadOptions["priority"],
    };
  };
  const take = (chosen: File[]) => {
    if (chosen.length === 0) return;
    void upload(chosen, options());
    onClose();
  };
  const fetchThem = () => {
    void uploadAddresses(list(addresses, /\s+/), options().tags ?? []);
    onClose();
  };

  return (
    <Dialog title={t("upload.title")} onClose={onClose} isWide>
      <form ref={form} className="stack" onSubmit={(event) => event.preventDefault()}>
        <div className="drop-field" data-drop onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => { event.preventDefault(); void filesOfDrop(event.dataTransfer).then(take); }}>
          <Icon name="upload" size={28} />
          <p>{t("upload.drop")}</p>
          <div className="row">
            <Button kind="primary" icon="file" onClick={() => files.current?.click()}>{t("upload.choose")}</Button>
            <Button icon="folder" onClick={() => folder.current?.click()}>{t("upload.folder")}</Button>
          </div>
          <input ref={files} type="file" accept="application/pdf,.pdf" multiple hidden data-files onChange={(event) => take([...(event.target.files ?? [])])} />
          <input ref={folder} type="file" multiple hidden {...{ webkitdirectory: "" }}
            onChange={(event) => take([...(event.target.files ?? [])].filter((file) => /\.pdf$/i.test(file.name)))} />
        </div>
        <div className="field">
          <label htmlFor="addresses">{t("upload.addresses")}</label>
          <div className="row start">
            <textarea id="addresses" rows={2} value={addresses} placeholder="https://example.org/catalogue.pdf" onChange={(event) => setAddresses(event.target.value)} />
            <Button icon="link" disabled={!addresses.trim()} onClick={fetchThem}>{t("upload.fetch")}</Button>
          </div>
        </div>
        <OptionFields />
      </form>
    </Dialog>
  );
}

function OptionFields() {
  return (
    <details>
      <summary>{t("upload.options")}</summary>
      <div className="fields">
        <Field label={t("tags")} name="tags" hint={t("tags.hint")} />
        <Select label={t("upload.ocr")} name="ocr" defaultValue="">
          {["", "always", "never"].map((one) => <option key={one} value={one}>{t(`upload.ocr.${one || "auto"}` as TextKey)}</option>)}
        </Select>
        <Select label={t("language")} name="language" defaultValue="">
          {languages.map((one) => <option key={one} value={one}>{one ? languageName(one) : t("upload.languageAuto")}</option>)}
        </Select>
        <Select label={t("priority")} name="priority" defaultValue="normal">
          {["low", "normal", "high", "urgent"].map((one) => <option key={one} value={one}>{t(`priority.${one}` as TextKey)}</option>)}
        </Select>
        <Field label={t("upload.pages")} name="pages" placeholder="1-10,15" hint={t("upload.single")} />
        <Field label={t("upload.password")} name="password" type="password" autoComplete="off" hint={t("upload.single")} />
      </div>
    </details>
  );
}
