import type { ComparisonReplyCommonGround, ComparisonReplyPart, ComparisonReplySection, ComparisonReplyValueChange, PlaceMessage } from "../../api/schema";
import { Link } from "../../app/router";
import { Empty, Status } from "../../parts/States";
import { formatNumber, formatPercent, named, t } from "../../text";
import { placeAddress } from "../reader/blocks";

/** Numbers, amounts and dates that changed. */
export function Values({ values, a, b }: { values: ComparisonReplyValueChange[]; a: string; b: string }) {
  if (values.length === 0) return <Empty icon="check" title={t("compare.noValues")} />;
  const part = (document: string, one: ComparisonReplyPart | null | undefined) =>
    one?.location ? <Link href={placeAddress(document, one.location.page, one.location.boxes)}>{one.text}</Link> : one?.text ?? "–";
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("compare.values")}>
      <table className="data">
        <thead><tr><th>{t("compare.valueKind")}</th><th>{t("compare.before")}</th><th>{t("compare.after")}</th><th>{t("compare.section")}</th></tr></thead>
        <tbody>{values.map((one, index) => <tr key={index}><td>{named("value", one.kind)}</td><td>{part(a, one.document_a)}</td><td>{part(b, one.document_b)}</td><td className="faint">{one.section}</td></tr>)}</tbody>
      </table>
    </div>
  );
}

/** What two different documents both speak of, and the numbers that stand in both. */
export function Common({ ground, a, b }: { ground: ComparisonReplyCommonGround; a: string; b: string }) {
  const place = (document: string, one: PlaceMessage | null | undefined) => one ? <Link href={placeAddress(document, one.page, one.boxes)}>{t("reader.pageN", { n: one.page })}</Link> : "–";
  return (
    <div className="stack">
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("compare.common")}>
        <table className="data">
          <thead><tr><th>{t("compare.common")}</th><th>{t("compare.before")}</th><th>{t("compare.after")}</th></tr></thead>
          <tbody>
            {ground.topics.map((one) => <tr key={one.text}><td>{one.text}</td><td className="number">{formatNumber(one.document_a_count)}</td><td className="number">{formatNumber(one.document_b_count)}</td></tr>)}
            {ground.values.map((one, index) => <tr key={index}><td>{one.text} <span className="faint">{named("value", one.kind)}</span></td><td>{place(a, one.document_a_location)}</td><td>{place(b, one.document_b_location)}</td></tr>)}
          </tbody>
        </table>
      </div>
      {ground.only_document_a.length > 0 && <p><strong>{t("compare.onlyBefore")}</strong> {ground.only_document_a.join(", ")}</p>}
      {ground.only_document_b.length > 0 && <p><strong>{t("compare.onlyAfter")}</strong> {ground.only_document_b.join(", ")}</p>}
    </div>
  );
}

/** The sections of both, aligned. */
export function Sections({ sections }: { sections: ComparisonReplySection[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("compare.sections")}>
      <table className="data">
        <thead><tr><th>{t("compare.before")}</th><th>{t("compare.after")}</th><th>{t("column.status")}</th><th className="number">{t("compare.similarity")}</th></tr></thead>
        <tbody>
          {sections.map((one, index) => (
            <tr key={index}>
              {[one.document_a, one.document_b].map((place, side) => <td key={side}>{place ? <>{place.title || t("compare.beginning")} <span className="faint">{t("reader.pageN", { n: place.page })} · {t("compare.words", { n: place.word_count })}</span></> : <span className="faint">–</span>}</td>)}
              <td><Status name={one.state} /></td><td className="number">{one.document_a && one.document_b ? formatPercent(one.similarity_score) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
