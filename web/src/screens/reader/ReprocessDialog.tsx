import { useRef } from "react";
import type { DocumentDetails } from "../../api/schema";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field, Select } from "../../parts/Field";
import { reprocess } from "../../store/documents";
import { t, type TextKey } from "../../text";

export function ReprocessDialog({ details, onClose }: { details: DocumentDetails; onClose: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const start = () => {
    const data = new FormData(form.current ?? undefined);
    const options: Record<string, unknown> = {};
    for (const [name, value] of data) if (value) options[name] = String(value);
    void reprocess([details.document_id], options);
    onClose();
  };
  return (
    <Dialog title={t("documents.reprocess")} onClose={onClose} footer={<><Button onClick={onClose}>{t("cancel")}</Button><Button kind="primary" onClick={start}>{t("start")}</Button></>}>
      <form ref={form} className="fields" onSubmit={(event) => { event.preventDefault(); start(); }}>
        <Select label={t("upload.ocr")} name="perform_ocr" defaultValue="">
          {["", "always", "never"].map((one) => <option key={one} value={one}>{t(`upload.ocr.${one || "auto"}` as TextKey)}</option>)}
        </Select>
        <Field label={t("language")} name="language" placeholder="en" maxLength={16} hint={t("reader.languageHint")} />
        <Field label={t("upload.pages")} name="page_range" placeholder="1-10,15" />
      </form>
    </Dialog>
  );
}
