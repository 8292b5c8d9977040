import "../../parts/more";
import "../../text/en-later";
import { useState } from "react";
import { call, save } from "../../api/client";
import type { EntityCoverageMessage, EntitySummaryLine } from "../../api/schema";
import { useQuery } from "../../app/router";
import { ActionButton } from "../../parts/Button";
import { DocumentPicker, type Picked } from "../../parts/DocumentPicker";
import { Choice, Select } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/Pager";
import { Empty, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { formatNumber, formatPercent, named, t } from "../../text";
import { said } from "../../text/service";
import { Graph } from "./Graph";
import { Mentions } from "./Mentions";

export const labels = ["PERSON", "ORG", "LOCATION", "DATE", "MONEY", "QUANTITY", "PRODUCT", "STANDARD", "EMAIL", "URL", "PHONE"] as const;
const pageSize = 50;
const exportSize = 200;

/** Names, amounts and codes of all documents, or of some. */
export default function EntitiesScreen() {
  const [query, change] = useQuery();
  const [documents, setDocuments] = useState<Picked[]>([]);
  const view = query.get("view") === "graph" ? "graph" : "list";
  const [label, words] = [query.get("label"), query.get("q")];
  const chosen = query.get("entity");
  const wish = { entity_types: label ? [label] : undefined, q: words ?? undefined, document_ids: documents.length ? documents.map((one) => one.id) : undefined };
  return (
    <Page title={t("entities.title")} isWide note={t("entities.note")} actions={<ActionButton icon="download" action={() => exportAll(wish)}>{t("entities.export")}</ActionButton>}>
      <div className="tools">
        <div className="search-box"><Icon name="search" /><input type="search" aria-label={t("entities.search")} placeholder={t("entities.search")} defaultValue={words ?? ""} onChange={(event) => change({ q: event.target.value, from: null })} /></div>
        <Select label={t("entities.kind")} isLabelHidden value={label ?? ""} onChange={(event) => change({ label: event.target.value, from: null })}>
          <option value="">{t("entities.anyKind")}</option>{labels.map((one) => <option key={one} value={one}>{named("entity", one)}</option>)}
        </Select>
        <DocumentPicker label={t("entities.documents")} none={t("ask.all")} picked={documents} onChange={setDocuments} />
        <span className="spacer" />
        <Choice label={t("library.layout")} value={view} onChange={(next) => change({ view: next === "list" ? null : next })} options={[{ value: "list", label: t("entities.list") }, { value: "graph", label: t("entities.graph") }]} />
      </div>
      {view === "graph" ? <Graph wish={wish} open={(id) => change({ entity: id })} /> : <List wish={wish} offset={Number(query.get("from")) || 0} change={change} />}
      {chosen && <Mentions id={chosen} documents={wish.document_ids} onClose={() => change({ entity: null })} />}
    </Page>
  );
}

export interface Wish {
  entity_types?: string[];
  q?: string;
  document_ids?: string[];
}

function List({ wish, offset, change }: { wish: Wish; offset: number; change: (change: Record<string, string | null>) => void }) {
  const query = { ...wish, limit: pageSize, offset };
  const entities = useResource(`entities?${JSON.stringify(query)}`, () => call("GET /api/v1/entities", { query }));
  return (
    <Loaded of={entities}>
      {(data) => (
        <div className="stack">
          <Coverage coverage={data.coverage} />
          {data.entities.length === 0 ? <Empty icon="entities" title={t("entities.none")}>{t("entities.noneNote")}</Empty> : (
            <div className="table-scroll" tabIndex={0} role="region" aria-label={t("entities.title")}>
              <table className="data">
                <thead><tr><th>{t("name")}</th><th>{t("entities.kind")}</th><th className="number">{t("entities.mentions")}</th><th className="number">{t("usage.documents")}</th><th className="number">{t("entities.sure")}</th></tr></thead>
                <tbody>
                  {data.entities.map((one) => (
                    <tr key={one.id}>
                      <td><button type="button" className="as-link strong" onClick={() => change({ entity: one.id })}>{one.name}</button></td>
                      <td><span className={`entity ${one.label}`}>{named("entity", one.label)}</span></td>
                      <td className="number">{formatNumber(one.mention_count)}</td><td className="number">{formatNumber(one.document_count)}</td><td className="number">{formatPercent(one.confidence)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <Pager total={data.total_count} offset={offset} size={pageSize} onChange={(from) => change({ from: from ? String(from) : null })} />
        </div>
      )}
    </Loaded>
  );
}

export function Coverage({ coverage }: { coverage: EntityCoverageMessage }) {
  const { waiting_documents: waiting } = coverage;
  // The first warning is about the same; what follows a semicolon is for programs.
  const others = coverage.warnings.slice(waiting > 0 ? 1 : 0).map((warning) => warning.split(";")[0] ?? warning);
  return (
    <>
      {waiting > 0 && <p className="notice warn">{t("entities.waiting", { n: waiting })}</p>}
      {others.map((warning) => <p key={warning} className="notice warn">{said(warning)}</p>)}
    </>
  );
}

/** All entities that match, as CSV. */
async function exportAll(wish: Wish): Promise<void> {
  const all: EntitySummaryLine[] = [];
  for (let offset = 0; ; offset += exportSize) {
    const part = await call("GET /api/v1/entities", { query: { ...wish, limit: exportSize, offset } });
    all.push(...part.entities);
    if (part.entities.length === 0 || all.length >= part.total_count) break;
  }
  const quoted = (value: string | number) => `"${String(value).replace(/"/g, '""')}"`;
  const lines = all.map((one) => [one.name, one.label, one.mention_count, one.document_count, one.confidence].map(quoted).join(","));
  save(new Blob([["name,label,mentions,documents,confidence", ...lines].join("\r\n")], { type: "text/csv" }), "entities.csv");
}
