import { useEffect, useRef, useState } from "react";
import { call } from "../../api/client";
import { ApiError } from "../../api/errors";
import type { Picked } from "../../parts/DocumentPicker";
import { invalidate, useResource } from "../../store/resources";
import { t } from "../../text";
import { ask, type Turn } from "./answers";

/** The turns of a conversation, and the way to add one. A new conversation gets its name with the first answer, which `began` is told. */
export function useConversation(id: string | null, documents: Picked[], began: (id: string) => void) {
  const [own, setOwn] = useState<Turn[]>([]);
  const stored = useResource(id ? `conversations/${id}` : null, () => call("GET /api/v1/conversations/{conversation_id}", { path: { conversation_id: id ?? "" } }));
  const stopper = useRef<AbortController | null>(null);
  // What was said in this visit holds; a conversation that is opened anew is read from the service.
  const ownName = useRef<string | null>(null);
  useEffect(() => {
    if (ownName.current === id) return;
    ownName.current = id;
    stopper.current?.abort();
    setOwn([]);
  }, [id]);
  const past = (stored.data?.turns ?? []).map((turn): Turn => ({ question: turn.question, text: turn.answer, model: turn.model, citations: turn.citations as Turn["citations"] }));
  const turns = own.length > 0 ? own : past;

  const send = async (question: string) => {
    const show = (turn: Turn) => setOwn([...turns, turn]);
    stopper.current?.abort();
    const current = new AbortController();
    stopper.current = current;
    show({ question, text: "", isRunning: true });
    try {
      const answer = await ask({ message: question, conversation_id: id ?? undefined, document_ids: documents.map((one) => one.id) }, show, current.signal);
      if (answer.conversation_id) {
        ownName.current = answer.conversation_id;
        began(answer.conversation_id);
      }
      invalidate("conversations");
    } catch (error) {
      show(current.signal.aborted ? { question, text: t("ask.stopped") } : { question, text: "", error: ApiError.of(error) });
    }
  };
  return { stored, turns, send, stop: () => stopper.current?.abort(), isOwn: own.length > 0 };
}
