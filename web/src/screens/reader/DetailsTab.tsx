import { useState, type ReactNode } from "react";
import { call } from "../../api/client";
import { ApiError } from "../../api/errors";
import { usePermission } from "../../api/permissions";
import type { DocumentDetails, TextAnalysisReply } from "../../api/schema";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure } from "../../parts/States";
import { invalidate } from "../../store/resources";
import { say, sayError } from "../../store/toasts";
import { formatBytes, formatDate, formatNumber, formatPercent, formatSeconds, named, languageName, t } from "../../text";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return children === undefined || children === null || children === "" ? null : <><dt>{name}</dt><dd>{children}</dd></>;
}

export function DetailsTab({ details }: { details: DocumentDetails }) {
  const { metadata, file_metadata: file, processing_metadata: work } = details;
  return (
    <div className="stack">
      <EditForm details={details} />
      {file.findings.length > 0 && <p className="notice warn"><strong>{t("details.findings")}</strong> {file.findings.map((one) => named("finding", one)).join(", ")}</p>}
      <dl className="facts">
        <Fact name={t("details.file")}>{details.filename}</Fact>
        <Fact name={t("column.size")}>{formatBytes(file.size_bytes)}</Fact>
        <Fact name={t("column.pages")}>{formatNumber(work.page_count)}</Fact>
        <Fact name={t("details.words")}>{formatNumber(work.word_count)}</Fact>
        <Fact name={t("language")}>{metadata.language ? languageName(metadata.language) : null}</Fact>
        <Fact name={t("details.author")}>{metadata.author}</Fact>
        <Fact name={t("details.subject")}>{metadata.subject}</Fact>
        <Fact name={t("details.producer")}>{metadata.producer}</Fact>
        <Fact name={t("column.added")}>{formatDate(file.upload_timestamp)}</Fact>
        <Fact name={t("details.duration")}>{work.processing_time ? formatSeconds(work.processing_time) : undefined}</Fact>
        <Fact name={t("details.revision")}>{formatNumber(work.revision)}</Fact>
        <Fact name={t("details.source")}>{file.source_url}</Fact>
        <Fact name="SHA-256"><code className="wrap">{file.checksum}</code></Fact>
      </dl>
      <Analysis id={details.document_id} />
    </div>
  );
}

function EditForm({ details }: { details: DocumentDetails }) {
  const mayWrite = usePermission("document:write");
  const [title, setTitle] = useState(details.title);
  const [tags, setTags] = useState(details.metadata.tags.join(", "));
  const isChanged = title !== details.title || tags !== details.metadata.tags.join(", ");
  const save = async () => {
    try {
      await call("PATCH /api/v1/documents/{document_id}", {
        path: { document_id: details.document_id }, body: { title, tags: tags.split(",").map((one) => one.trim()).filter(Boolean) },
      });
      say(t("saved"), "success");
      invalidate("documents", `document/${details.document_id}`);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Field label={t("column.title")} value={title} required disabled={!mayWrite} onChange={(event) => setTitle(event.target.value)} />
      <Field label={t("tags")} value={tags} hint={t("tags.hint")} disabled={!mayWrite} onChange={(event) => setTags(event.target.value)} />
      {isChanged && <div><Button kind="primary" size="small" type="submit">{t("save")}</Button></div>}
    </form>
  );
}

/** Language, readability, keywords and mood of the text; each says by which method. */
function Analysis({ id }: { id: string }) {
  const [reply, setReply] = useState<TextAnalysisReply | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      setReply(await call("POST /api/v1/documents/analyze/{document_id}", { path: { document_id: id }, body: {} }));
    } catch (failure) {
      setError(ApiError.of(failure));
    }
    setBusy(false);
  };
  if (error) return <Failure error={error} retry={() => void run()} />;
  if (!reply) return <div><Button icon="spark" isBusy={isBusy} onClick={() => void run()}>{t("analysis.run")}</Button></div>;
  const results = reply.analysis_results;
  const keywords = (results.keywords ?? []) as { keyword: string; frequency: number }[];
  return (
    <section className="stack" aria-label={t("analysis.title")}>
      <h2>{t("analysis.title")}</h2>
      <dl className="facts">
        <Fact name={t("language")}>{results.language.language && languageName(results.language.language)}</Fact>
        <Fact name={t("analysis.readability")}>{results.readability && `${results.readability.reading_level} (${results.readability.formula})`}</Fact>
        <Fact name={t("analysis.sentiment")}>{results.sentiment && `${results.sentiment.overall_sentiment} (${formatPercent(results.sentiment.sentiment_scores.positive)} +, ${formatPercent(results.sentiment.sentiment_scores.negative)} −)`}</Fact>
      </dl>
      {keywords.length > 0 && <p className="chips">{keywords.slice(0, 20).map(({ keyword, frequency }) => <span key={keyword} className="tag">{keyword} <span className="faint">{frequency}</span></span>)}</p>}
      {reply.not_performed.map((one) => <p key={one.analysis_type} className="faint">{one.reason}</p>)}
    </section>
  );
}
