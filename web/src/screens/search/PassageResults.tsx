import { call } from "../../api/client";
import type { FacetValue, PassageFacets, PassageHit } from "../../api/schema";
import { Link } from "../../app/router";
import { Pager } from "../../parts/Pager";
import { Picture } from "../../parts/Picture";
import { Empty, Loaded, Skeleton } from "../../parts/States";
import { useResource } from "../../store/resources";
import { formatNumber, formatSeconds, named, t, type TextKey } from "../../text";
import { said } from "../../text/service";
import { placeAddress } from "../reader/blocks";
import { bodyOf, filters, hitsPerPage, markedParts, type Change } from "./query";

interface Props {
  words: string;
  query: URLSearchParams;
  change: Change;
  search: (words: string) => void;
}

/** The service counts no further. */
const countedHits = 1000;

export function PassageResults({ words, query, change, search }: Props) {
  const body = bodyOf(query, words);
  const results = useResource(`search?${JSON.stringify(body)}`, () => call("POST /api/v1/search", { body }));
  const isFiltered = filters.some(({ name }) => query.has(name)) || query.has("year");
  const clear = () => change({ ...Object.fromEntries(filters.map(({ name }) => [name, null])), year: null, from: null });
  return (
    <Loaded of={results} skeleton={<Skeleton lines={8} height={48} />}>
      {(data) => (
        <div className="results">
          <aside className="facets" aria-label={t("search.filters")}>
            {isFiltered && <button type="button" className="as-link" onClick={clear}>{t("filters.clear")}</button>}
            {data.facets && <Facets facets={data.facets} query={query} change={change} />}
          </aside>
          <div className="stack">
            <p className="faint" role="status">
              {data.total_results >= countedHits ? t("search.manyHits", { n: countedHits }) : t("search.hits", { n: data.total_results })} · {formatSeconds(data.search_time_ms / 1000)}
              {data.mode !== body.mode && <> · {t("search.byWordsOnly")}</>}
            </p>
            {data.did_you_mean && <p>{t("search.didYouMean")} <button type="button" className="as-link strong" onClick={() => search(data.did_you_mean ?? "")}>{data.did_you_mean}</button></p>}
            {data.warnings.map((warning) => <p key={warning} className="notice warn">{said(warning)}</p>)}
            {data.results.length === 0
              ? <Empty icon="search" title={t("search.none")}>{t("search.noneNote")}</Empty>
              : <ol className={`hits ${query.get("view") ?? "list"}`}>{data.results.map((hit) => <Hit key={hit.chunk_id} hit={hit} />)}</ol>}
            {data.total_results > hitsPerPage && <Pager total={data.total_results} offset={data.offset} size={hitsPerPage} onChange={(offset) => { change({ from: offset ? String(offset) : null }); window.scrollTo(0, 0); }} />}
          </div>
        </div>
      )}
    </Loaded>
  );
}

function Hit({ hit }: { hit: PassageHit }) {
  const href = placeAddress(hit.document_id, hit.page_number, hit.regions);
  return (
    <li className="hit" data-hit={hit.chunk_id}>
      <Link href={href} className="hit-picture" tabIndex={-1} aria-hidden="true">
        <Picture operation="GET /api/v1/documents/{document_id}/pages/{page}/image" alt="" parameters={{ path: { document_id: hit.document_id, page: hit.page_number }, query: { width: 240, format: "webp" } }} />
      </Link>
      <div>
        <h2><Link href={href}>{hit.document_title}</Link></h2>
        <p className="faint clip">{t("reader.pageN", { n: hit.page_number })}{hit.kind !== "text" && ` · ${named("chunk", hit.kind)}`}{hit.heading_path.length > 0 && ` · ${hit.heading_path.join(" › ")}`}</p>
        <p className="hit-text">{markedParts(hit.kind === "table" ? withoutRules(hit.highlighted_excerpt) : hit.highlighted_excerpt).map((part, index) => (part.isMarked ? <mark key={index}>{part.text}</mark> : part.text))}</p>
      </div>
      <span className="hit-score" title={t("search.score")}><span className="progress" aria-hidden="true"><span style={{ width: `${Math.round(100 * hit.score)}%` }} /></span><span className="unseen">{t("search.score")} {Math.round(100 * hit.score)} %</span></span>
    </li>
  );
}

/** Excerpts of tables are Markdown: its rules between cells are no text. */
function withoutRules(excerpt: string): string {
  return excerpt.replace(/\|?(\s*:?-{3,}:?\s*\|)+/g, "|").replace(/(\s*\|)+\s*/g, " · ").replace(/^ · | · $/g, "");
}

/** Values of a facet shown before "more". */
const mostValues = 6;

function Facets({ facets, query, change }: { facets: PassageFacets; query: URLSearchParams; change: Change }) {
  const groups: { name: string; values: FacetValue[]; show: (one: FacetValue) => string }[] = [
    ...filters.map(({ name, facet }) => ({ name: name as string, values: facets[facet], show: (one: FacetValue) => (facet === "kinds" ? named("chunk", one.value) : one.label) })),
    { name: "year", values: facets.years, show: (one) => one.label },
  ];
  return (
    <>
      {groups.filter(({ values, name }) => values.length > 1 || query.has(name)).map(({ name, values, show }) => (
        <section key={name}>
          <h2>{t(`facet.${name}` as TextKey)}</h2>
          <ul>
            {values.slice(0, mostValues).map((one) => {
              const isOn = query.get(name) === one.value;
              return (
                <li key={one.value}>
                  <button type="button" aria-pressed={isOn} onClick={() => change({ [name]: isOn ? null : one.value, from: null })}><span className="clip">{show(one)}</span><span className="faint">{formatNumber(one.count)}</span></button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </>
  );
}
