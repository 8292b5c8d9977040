import { save } from "../../api/client";
import { t } from "../../text";
import type { Turn } from "./answers";

/** The conversation as Markdown, each answer with what it cites. */
export async function saveConversation(title: string, turns: Turn[]): Promise<void> {
  const parts = turns.map((turn) => {
    const sources = (turn.sources ?? []).filter((source) => turn.text.includes(`[${source.number}]`))
      .map((source) => `[${source.number}] ${source.document_title}, ${t("reader.pageN", { n: source.page_number })}: “${source.excerpt}”`);
    const cited = sources.length ? sources : (turn.citations ?? []).map((one) => `- ${one.document_title}, ${t("reader.pageN", { n: one.page_number })}: “${one.quote}”`);
    return [`## ${turn.question}`, turn.text, cited.join("\n")].filter(Boolean).join("\n\n");
  });
  save(new Blob([`# ${title}\n\n${parts.join("\n\n")}\n`], { type: "text/markdown" }), "conversation.md");
}
