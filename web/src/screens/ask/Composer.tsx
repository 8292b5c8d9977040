import { useState, type KeyboardEvent } from "react";
import { IconButton } from "../../parts/Button";
import { DocumentPicker, type Picked } from "../../parts/DocumentPicker";
import { t } from "../../text";

interface Props {
  isRunning: boolean;
  documents: Picked[];
  setDocuments: (documents: Picked[]) => void;
  send: (question: string) => void;
  stop: () => void;
}

const longestQuestion = 2000;

export function Composer({ isRunning, documents, setDocuments, send, stop }: Props) {
  const [text, setText] = useState("");
  const submit = () => {
    const question = text.trim();
    if (!question || isRunning) return;
    setText("");
    send(question);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <textarea rows={2} value={text} maxLength={longestQuestion} aria-label={t("ask.question")} placeholder={t("ask.placeholder")} onChange={(event) => setText(event.target.value)} onKeyDown={press} />
      <div className="row wrap">
        <DocumentPicker label={t("ask.scope")} none={t("ask.all")} picked={documents} onChange={setDocuments} />
        <span className="spacer" />
        {isRunning ? <IconButton kind="plain" icon="pause" label={t("ask.stop")} onClick={stop} /> : <IconButton kind="primary" icon="send" type="submit" label={t("ask.send")} disabled={!text.trim()} />}
      </div>
    </form>
  );
}
