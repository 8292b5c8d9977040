import "../../parts/more";
import "../../text/en-later";
import { useEffect, useRef, useState } from "react";
import { call } from "../../api/client";
import { useQuery } from "../../app/router";
import { IconButton } from "../../parts/Button";
import type { Picked } from "../../parts/DocumentPicker";
import { useTitle } from "../../parts/Page";
import { Failure, Skeleton } from "../../parts/States";
import { useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { t } from "../../text";
import { AnswerView } from "./AnswerView";
import { Composer } from "./Composer";
import { Conversations } from "./Conversations";
import { saveConversation } from "./exports";
import { useConversation } from "./useConversation";

/** A conversation over the documents of the workspace, or over some of them. */
export default function AskScreen() {
  const [query, change] = useQuery();
  const id = query.get("conversation");
  const only = query.get("document");
  const asked = useResource(only ? `document/${only}` : null, () => call("GET /api/v1/documents/{document_id}", { path: { document_id: only ?? "" } }));
  const [documents, setDocuments] = useState<Picked[]>([]);
  useEffect(() => {
    if (asked.data) setDocuments([{ id: asked.data.document_id, title: asked.data.title }]);
  }, [asked.data]);
  const { stored, turns, send, stop, isOwn } = useConversation(id, documents, (next) => change({ conversation: next }));
  const [isListOpen, setListOpen] = useState(false);
  const end = useRef<HTMLDivElement>(null);
  const last = turns[turns.length - 1];
  useEffect(() => {
    void end.current?.scrollIntoView({ block: "end" });
  }, [turns.length, last?.text]);
  const title = stored.data?.title ?? t("ask.title");
  useTitle(title);

  return (
    <div className={`ask ${isListOpen ? "list-open" : ""}`}>
      <Conversations current={id} open={(one) => { change({ conversation: one }); setListOpen(false); }} onClose={() => setListOpen(false)} />
      <div className="ask-main">
        <header className="ask-head">
          <IconButton icon="menu" label={t("ask.conversations")} className="only-narrow" onClick={() => setListOpen(true)} />
          <h1 tabIndex={-1} className="clip">{title}</h1>
          <span className="spacer" />
          {turns.length > 0 && <IconButton icon="download" label={t("ask.export")} onClick={() => saveConversation(title, turns).catch(sayError)} />}
        </header>
        <div className="ask-turns" role="log" aria-live="polite" aria-busy={last?.isRunning ?? false}>
          {stored.isLoading && id && !isOwn ? <Skeleton lines={6} /> : stored.error && !isOwn ? <Failure error={stored.error} /> : null}
          {turns.length === 0 && !id && <Welcome ask={(question) => void send(question)} />}
          {turns.map((turn, index) => <AnswerView key={index} turn={turn} retry={() => void send(turn.question)} />)}
          <div ref={end} />
        </div>
        <Composer isRunning={last?.isRunning ?? false} documents={documents} setDocuments={setDocuments} send={(question) => void send(question)} stop={stop} />
      </div>
    </div>
  );
}

function Welcome({ ask: choose }: { ask: (question: string) => void }) {
  return (
    <div className="ask-welcome">
      <h2>{t("ask.welcome")}</h2>
      <p className="note">{t("ask.welcomeNote")}</p>
      <div className="chips">{[t("ask.example1"), t("ask.example2"), t("ask.example3")].map((text) => <button key={text} type="button" className="suggestion" onClick={() => choose(text)}>{text}</button>)}</div>
    </div>
  );
}
