import "../../parts/all";
import "../../text/en-later";
import { useEffect, useRef, useState } from "react";
import { call } from "../../api/client";
import { ApiError } from "../../api/errors";
import { useQuery } from "../../app/router";
import { IconButton } from "../../parts/Button";
import type { Picked } from "../../parts/DocumentPicker";
import { useTitle } from "../../parts/Page";
import { Failure, Skeleton } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { t } from "../../text";
import { ask, type Turn } from "./answers";
import { AnswerView } from "./AnswerView";
import { Composer } from "./Composer";
import { Conversations } from "./Conversations";
import { saveConversation } from "./exports";

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
  const [turns, setTurns] = useState<Turn[]>([]);
  const [isListOpen, setListOpen] = useState(false);
  const stored = useResource(id ? `conversations/${id}` : null, () => call("GET /api/v1/conversations/{conversation_id}", { path: { conversation_id: id ?? "" } }));
  const stopper = useRef<AbortController | null>(null);
  const end = useRef<HTMLDivElement>(null);
  // What was said in this visit holds; a conversation that is opened anew is read from the service.
  const own = useRef<string | null>(null);
  useEffect(() => {
    if (own.current === id) return;
    own.current = id;
    stopper.current?.abort();
    setTurns([]);
  }, [id]);
  const shown: Turn[] = turns.length > 0 ? turns : (stored.data?.turns ?? []).map((turn) => ({ question: turn.question, text: turn.answer, model: turn.model, citations: turn.citations as Turn["citations"] }));
  const last = shown[shown.length - 1];
  useEffect(() => {
    void end.current?.scrollIntoView({ block: "end" });
  }, [shown.length, last?.text]);

  useTitle(stored.data?.title ?? t("ask.title"));

  const send = async (question: string) => {
    const before = shown;
    const show = (turn: Turn) => setTurns([...before, turn]);
    stopper.current?.abort();
    stopper.current = new AbortController();
    show({ question, text: "", isRunning: true });
    try {
      const answer = await ask({ message: question, conversation_id: id ?? undefined, document_ids: documents.map((one) => one.id) }, show, stopper.current.signal);
      if (answer.conversation_id) {
        own.current = answer.conversation_id;
        change({ conversation: answer.conversation_id });
      }
      invalidate("conversations");
    } catch (error) {
      if (stopper.current.signal.aborted) setTurns([...before, { question, text: t("ask.stopped") }]);
      else setTurns([...before, { question, text: "", error: ApiError.of(error) }]);
    }
  };

  return (
    <div className={`ask ${isListOpen ? "list-open" : ""}`}>
      <Conversations current={id} open={(one) => { change({ conversation: one }); setListOpen(false); }} onClose={() => setListOpen(false)} />
      <div className="ask-main">
        <header className="ask-head">
          <IconButton icon="menu" label={t("ask.conversations")} className="only-narrow" onClick={() => setListOpen(true)} />
          <h1 tabIndex={-1} className="clip">{stored.data?.title ?? t("ask.title")}</h1>
          <span className="spacer" />
          {shown.length > 0 && <IconButton icon="download" label={t("ask.export")} onClick={() => saveConversation(stored.data?.title ?? t("ask.title"), shown).catch(sayError)} />}
        </header>
        <div className="ask-turns" role="log" aria-live="polite" aria-busy={last?.isRunning ?? false}>
          {stored.isLoading && id && turns.length === 0 ? <Skeleton lines={6} /> : stored.error && turns.length === 0 ? <Failure error={stored.error} /> : null}
          {shown.length === 0 && !id && <Welcome ask={(question) => void send(question)} />}
          {shown.map((turn, index) => <AnswerView key={index} turn={turn} retry={() => void send(turn.question)} />)}
          <div ref={end} />
        </div>
        <Composer isRunning={last?.isRunning ?? false} documents={documents} setDocuments={setDocuments} send={(question) => void send(question)} stop={() => stopper.current?.abort()} />
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
