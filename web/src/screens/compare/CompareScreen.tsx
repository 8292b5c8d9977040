import "../../parts/more";
import "../../text/en-later";
import { useState } from "react";
import { call, save } from "../../api/client";
import type { ComparisonReply } from "../../api/schema";
import { useQuery } from "../../app/router";
import { Button } from "../../parts/Button";
import { DocumentPicker, type Picked } from "../../parts/DocumentPicker";
import { Choice } from "../../parts/Field";
import { Figure, Page } from "../../parts/Page";
import { Empty, Loaded, Skeleton } from "../../parts/States";
import { Tabs } from "../../parts/Tabs";
import { useResource } from "../../store/resources";
import { formatNumber, formatPercent, t } from "../../text";
import { Differences } from "./Differences";
import { Common, Sections, Values } from "./Lists";

type Kind = "textual" | "structural" | "semantic";
type Tab = "common" | "differences" | "values" | "sections" | "moves";

/** Two documents side by side; which ones stands in the address. */
export default function CompareScreen() {
  const [query, change] = useQuery();
  const [a, b] = [query.get("a"), query.get("b")];
  const kind = (query.get("kind") ?? "textual") as Kind;
  const result = useResource(a && b ? `compare?${a}&${b}&${kind}` : null, () =>
    call("POST /api/v1/search/compare", { body: { document_ids: [a ?? "", b ?? ""], comparison_options: { comparison_type: kind } } }));
  return (
    <Page title={t("compare.title")} isWide note={t("compare.note")} actions={result.data && <Exports reply={result.data} />}>
      <div className="compare-tools">
        <Side label={t("compare.before")} id={a} pick={(id) => change({ a: id })} />
        <Button kind="quiet" icon="compare" aria-label={t("compare.swap")} title={t("compare.swap")} disabled={!a || !b} onClick={() => change({ a: b, b: a })} />
        <Side label={t("compare.after")} id={b} pick={(id) => change({ b: id })} />
        <span className="spacer" />
        <Choice label={t("compare.kind")} value={kind} onChange={(next) => change({ kind: next })} options={[
          { value: "textual", label: t("compare.textual") }, { value: "structural", label: t("compare.structural") }, { value: "semantic", label: t("compare.semantic") },
        ]} />
      </div>
      {!a || !b ? <Empty icon="compare" title={t("compare.choose")}>{t("compare.chooseNote")}</Empty>
        : <Loaded of={result} skeleton={<Skeleton lines={10} height={28} />}>{(reply) => <Result reply={reply} a={a} b={b} />}</Loaded>}
    </Page>
  );
}

function Side({ label, id, pick }: { label: string; id: string | null; pick: (id: string | null) => void }) {
  const document = useResource(id ? `document/${id}` : null, () => call("GET /api/v1/documents/{document_id}", { path: { document_id: id ?? "" } }));
  const picked: Picked[] = id ? [{ id, title: document.data?.title ?? "…" }] : [];
  return <div className="compare-side" role="group" aria-label={label}><span className="faint">{label}</span><DocumentPicker label={label} none={t("compare.pick")} picked={picked} most={1} onChange={(next) => pick(next[next.length - 1]?.id ?? null)} /></div>;
}

function Result({ reply, a, b }: { reply: ComparisonReply; a: string; b: string }) {
  const ground = reply.common_ground;
  const [tab, setTab] = useState<Tab>(ground ? "common" : "differences");
  const { counts, warnings } = reply.comparison_metadata;
  return (
    <div className="stack">
      <div className="stats">
        <Figure label={t("compare.similarity")} value={formatPercent(reply.overall_similarity)} />
        <Figure label={t("compare.additions")} value={formatNumber(counts.additions)} />
        <Figure label={t("compare.deletions")} value={formatNumber(counts.deletions)} />
        <Figure label={t("compare.modifications")} value={formatNumber(counts.modifications)} />
        <Figure label={t("compare.values")} value={formatNumber(counts.changed_values)} />
      </div>
      {warnings.map((warning) => <p key={warning} className="notice warn">{warning}</p>)}
      <Tabs label={t("compare.title")} value={tab} onChange={setTab} tabs={[
        ...(ground ? [{ value: "common" as const, label: t("compare.common"), count: ground.topics.length }] : []),
        { value: "differences", label: t("compare.differences"), count: reply.differences.length }, { value: "values", label: t("compare.values"), count: reply.changed_values.length },
        { value: "sections", label: t("compare.sections"), count: reply.sections.length }, { value: "moves", label: t("compare.moves"), count: reply.moves.length },
      ]}>
        {tab === "common" && ground && <Common ground={ground} a={a} b={b} />}
        {tab === "differences" && <Differences differences={reply.differences} a={a} b={b} />}
        {tab === "values" && <Values values={reply.changed_values} a={a} b={b} />}
        {tab === "sections" && <Sections sections={reply.sections} />}
        {tab === "moves" && <Differences a={a} b={b} differences={reply.moves.map((move) => ({
          section: move.section, document_a_content: move.content, document_b_content: move.content, difference_type: "move", similarity_score: 1,
          document_a_location: move.document_a_location, document_b_location: move.document_b_location,
        }))} />}
      </Tabs>
    </div>
  );
}

function Exports({ reply }: { reply: ComparisonReply }) {
  return (
    <>
      <Button icon="download" onClick={() => save(new Blob([reply.comparison_result], { type: "text/markdown" }), "comparison.md")}>Markdown</Button>
      <Button icon="download" onClick={() => save(new Blob([JSON.stringify(reply, null, 2)], { type: "application/json" }), "comparison.json")}>JSON</Button>
    </>
  );
}
