import { useState } from "react";
import type { DocumentLine } from "../../api/schema";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { changeTags } from "../../store/documents";
import { t } from "../../text";

/** Tags of one document as they are to be; of several, what is added to those they have. */
export function TagDialog({ documents, onClose }: { documents: DocumentLine[]; onClose: () => void }) {
  const single = documents.length === 1 ? documents[0] : undefined;
  const [text, setText] = useState(single?.tags.join(", ") ?? "");
  const save = () => {
    const tags = text.split(",").map((tag) => tag.trim()).filter(Boolean);
    void changeTags(documents, (before) => (single ? tags : [...before, ...tags]));
    onClose();
  };
  return (
    <Dialog title={single ? t("tags.edit") : t("tags.addTo", { n: documents.length })} onClose={onClose}
      footer={<><Button onClick={onClose}>{t("cancel")}</Button><Button kind="primary" onClick={save}>{t("save")}</Button></>}>
      <form onSubmit={(event) => { event.preventDefault(); save(); }}>
        <Field label={t("tags")} hint={t("tags.hint")} value={text} autoFocus onChange={(event) => setText(event.target.value)} />
      </form>
    </Dialog>
  );
}
