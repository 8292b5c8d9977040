import { send } from "../../api/client";
import { ApiError } from "../../api/errors";
import { readEvents } from "../../api/events";
import type { CitationLine, Operations, QueryAnswer, SourceLine } from "../../api/schema";

export interface Turn {
  question: string;
  /** Of the answer, as far as it is known. */
  text: string;
  isRunning?: boolean;
  sources?: SourceLine[];
  answer?: QueryAnswer;
  /** Of a turn that was read from the service. */
  citations?: CitationLine[];
  model?: string;
  error?: ApiError;
}

type Body = Operations["POST /api/v1/rag/chat"]["body"];

/** Asks, and tells how the answer grows. */
export async function ask(body: Body, show: (turn: Turn) => void, signal: AbortSignal): Promise<QueryAnswer> {
  const response = await send("POST /api/v1/rag/chat", { body, signal, headers: { accept: "text/event-stream" } });
  let turn: Turn = { question: body.message, text: "", isRunning: true };
  let answer: QueryAnswer | undefined;
  await readEvents(response, ({ name, data }) => {
    const value = JSON.parse(data) as Record<string, unknown>;
    if (name === "sources") turn = { ...turn, sources: value.sources as SourceLine[] };
    else if (name === "token") turn = { ...turn, text: turn.text + String(value.text) };
    else if (name === "error") throw new ApiError(String(value.error), String(value.message));
    else if (name === "final") {
      answer = value as unknown as QueryAnswer;
      turn = { question: body.message, text: answer.answer, sources: answer.sources ?? turn.sources, answer, model: answer.model };
    }
    show(turn);
  });
  if (!answer) throw new ApiError("CUT", "The connection was cut before the answer was complete.");
  return answer;
}
