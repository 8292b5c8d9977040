import { Fragment, type ReactNode } from "react";
import type { CitationLine, SourceLine } from "../../api/schema";
import { Link } from "../../app/router";
import { IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Failure } from "../../parts/States";
import { say, sayError } from "../../store/toasts";
import { formatPercent, formatSeconds, t } from "../../text";
import { said } from "../../text/service";
import { placeAddress } from "../reader/blocks";
import type { Turn } from "./answers";

/** What the service calls the model when it quotes and writes nothing itself. */
const extractive = "extractive";

export function AnswerView({ turn, retry }: { turn: Turn; retry: () => void }) {
  const { answer, sources = [], citations = [] } = turn;
  const cited = sources.filter((source) => answer?.sentences.some((sentence) => sentence.citations.some((one) => one.chunk_id === source.chunk_id)));
  return (
    <section className="turn" aria-label={turn.question}>
      <h2 className="question">{turn.question}</h2>
      {turn.error && <Failure error={turn.error} retry={retry} />}
      {turn.isRunning && !turn.text && <p className="thinking" role="status">{sources.length ? t("ask.writing", { n: sources.length }) : t("ask.searching")}</p>}
      {turn.text && <div className={`answer ${answer && !answer.is_answered ? "none" : ""}`}>{paragraphs(turn.text, sources)}</div>}
      {(answer ?? turn.model) && !turn.isRunning && <Facts turn={turn} />}
      {cited.length > 0 && <ul className="citations" aria-label={t("ask.sources")}>{cited.map((source) => <Source key={source.number} source={source} />)}</ul>}
      {!answer && citations.length > 0 && <ul className="citations" aria-label={t("ask.sources")}>{citations.map((one, index) => <Quote key={index} citation={one} number={index + 1} />)}</ul>}
    </section>
  );
}

function Facts({ turn }: { turn: Turn }) {
  const { answer, model = "" } = turn;
  const copy = () => navigator.clipboard.writeText(turn.text).then(() => say(t("copied"), "success"), sayError);
  const doubtful = answer?.sentences.filter((sentence) => sentence.verdict === "unsupported").length ?? 0;
  return (
    <div className="answer-facts">
      {(answer?.model ?? model) === extractive ? <span className="tag" title={t("ask.extractiveNote")}>{t("ask.extractive")}</span> : <span className="tag">{answer?.model ?? model}</span>}
      {answer?.confidence_score != null && <span className="faint">{t("ask.confidence", { percent: formatPercent(answer.confidence_score) })}</span>}
      {answer && <span className="faint">{formatSeconds(answer.processing_time)}</span>}
      {doubtful > 0 && <span className="status warn">{t("ask.unsupported", { n: doubtful })}</span>}
      {answer?.warnings.map((warning) => <span key={warning} className="status warn">{said(warning)}</span>)}
      <span className="spacer" />
      <IconButton size="small" icon="copy" label={t("copy")} onClick={() => void copy()} />
    </div>
  );
}

/** Paragraphs and lists; `[2]` becomes a link to the place on the page. Nothing of the text is taken as markup. */
function paragraphs(text: string, sources: SourceLine[]): ReactNode {
  return text.split(/\n{2,}/).map((part, index) => {
    const lines = part.split("\n");
    if (lines.every((line) => /^\s*[-*•]\s/.test(line))) return <ul key={index}>{lines.map((line, number) => <li key={number}>{inline(line.replace(/^\s*[-*•]\s/, ""), sources)}</li>)}</ul>;
    return <p key={index}>{lines.map((line, number) => <Fragment key={number}>{number > 0 && <br />}{inline(line.replace(/^>\s?/, ""), sources)}</Fragment>)}</p>;
  });
}

function inline(text: string, sources: SourceLine[]): ReactNode {
  return text.split(/(\[\d+\]|\*\*[^*]+\*\*)/).map((part, index) => {
    const source = sources.find((one) => part === `[${one.number}]`);
    if (source) return <Link key={index} className="cite" href={placeAddress(source.document_id, source.page_number, source.regions)} title={`${source.document_title}, ${t("reader.pageN", { n: source.page_number })}`}>{source.number}</Link>;
    return part.startsWith("**") ? <strong key={index}>{part.slice(2, -2)}</strong> : part;
  });
}

function Source({ source }: { source: SourceLine }) {
  return (
    <li>
      <Link href={placeAddress(source.document_id, source.page_number, source.regions)}>
        <span className="cite" aria-hidden="true">{source.number}</span>
        <span className="citation-text"><strong className="clip">{source.document_title}</strong><span className="faint">{t("reader.pageN", { n: source.page_number })}</span><span className="excerpt">{source.excerpt}</span></span>
        <Icon name="right" size={14} />
      </Link>
    </li>
  );
}

function Quote({ citation, number }: { citation: CitationLine; number: number }) {
  return (
    <li>
      <Link href={placeAddress(citation.document_id, citation.page_number, citation.regions)}>
        <span className="cite" aria-hidden="true">{number}</span>
        <span className="citation-text"><strong className="clip">{citation.document_title}</strong><span className="faint">{t("reader.pageN", { n: citation.page_number })}</span><span className="excerpt">{citation.quote}</span></span>
        <Icon name="right" size={14} />
      </Link>
    </li>
  );
}
