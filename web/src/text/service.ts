import { currentLanguage, named, type TextKey } from ".";
import type { ErrorCode } from "../api/schema";

/** Codes that only documents' jobs have. */
type JobCode = "BATCH_FAILED" | "JOB_INTERRUPTED" | "JOB_POISONED" | "PDF_CONFIGURATION_ERROR" | "PDF_PROCESSING_ERROR" | "PDF_STORAGE_ERROR";
/** A code without a text in both languages does not compile. */
type Missing = Exclude<`code.${ErrorCode | JobCode}`, TextKey>;
export const everyCodeHasText: Missing extends never ? true : Missing = true;

/** Codes that say little without the service's sentence: what was wrong differs each time. */
const general = new Set<string>(["BAD_REQUEST", "VALIDATION_ERROR", "CONFLICT", "PDF_VALIDATION_ERROR", "PDF_EXTRACTION_ERROR", "PDF_PROCESSING_ERROR", "QUOTA_EXCEEDED"]);

let greek: [RegExp, string][] | null = null;

/** Fetches the service's sentences in Greek. Until they are here, codes tell what happened. */
export async function loadSentences(): Promise<void> {
  const { greekSentences } = await import("./el-service");
  greek = greekSentences.map(([english, text]) => [pattern(english), text]);
}

/** What the service says, in the language of the user: its own words in English, else the sentence or its code in the other language.
 *
 * - Parameter code: of its table of errors, or of a job's failure. */
export function said(sentence: string | null | undefined, code?: string | null): string {
  const text = sentence ? asSentence(sentence) : "";
  if (text && currentLanguage() === "en") return text;
  const known = text ? translated(text) : undefined;
  if (known) return asSentence(known);
  const byCode = code ? named("code", code) : "";
  if (!byCode || byCode === code?.replace(/_/g, " ")) return text || byCode;
  return text && general.has(code ?? "") ? `${byCode} (${text.replace(/\.$/, "")})` : byCode;
}

function translated(sentence: string): string | undefined {
  for (const [english, text] of greek ?? []) {
    const values = english.exec(sentence)?.slice(1);
    // A value may be a sentence itself, such as a reason.
    if (values) return text.replace(/\{\}/g, () => { const value = values.shift() ?? ""; return translated(value) ?? value; });
  }
  return undefined;
}

function pattern(english: string): RegExp {
  return new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\}/g, "(.+?)")}\\.?$`, "i");
}

/** What is said in passing, as a sentence of its own. */
function asSentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
