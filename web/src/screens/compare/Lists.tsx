import type { ComparisonReplyPart, ComparisonReplySection, ComparisonReplyValueChange } from "../../api/schema";
import { Link } from "../../app/router";
import { Empty, Status } from "../../parts/States";
import { formatPercent, named, t } from "../../text";
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
