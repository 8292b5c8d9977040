import type { ImageAnalysis } from "../../api/schema";
import { formatNumber, formatPercent, named, t } from "../../text";
import { said } from "../../text/service";

/** What was found in a picture, each with how sure it is, and what could not be looked for. */
export function AnalysisView({ analysis }: { analysis: ImageAnalysis }) {
  const { metadata, analysis_results: results, materials, detected_text: lines } = analysis;
  const facts: [string, string | null | undefined][] = [
    [t("images.kind"), analysis.kind && named("kind", analysis.kind)],
    [t("images.quality"), metadata.quality_score == null ? null : formatPercent(metadata.quality_score)],
    [t("images.sharpness"), metadata.sharpness_score == null ? null : formatNumber(metadata.sharpness_score, 2)],
    [t("images.contrast"), metadata.contrast == null ? null : formatNumber(metadata.contrast, 2)],
    [t("images.textSure"), results.confidence_scores.text_recognition == null ? null : formatPercent(results.confidence_scores.text_recognition)],
  ];
  return (
    <div className="stack">
      <dl className="facts">{facts.map(([name, value]) => value && [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}</dl>
      {metadata.dominant_colors.length > 0 && (
        <ul className="colors" aria-label={t("images.colors")}>
          {metadata.dominant_colors.map((color, index) => <li key={color}><span className="swatch" style={{ background: color }} aria-hidden="true" />{metadata.color_names[index] ?? color}<span className="faint">{color}</span></li>)}
        </ul>
      )}
      {lines.length > 0 && <p className="quote">{lines.map((line) => line.text).join("\n")}</p>}
      {materials && materials.categories.length > 0 && <p className="chips">{materials.categories.slice(0, 5).map(({ name, score }) => <span key={name} className="tag">{name} <span className="faint">{formatPercent(score)}</span></span>)}</p>}
      {analysis.not_performed.map((one) => <p key={one.analysis_type} className="faint">{named("analysis", one.analysis_type)}: {said(one.reason, one.code)}</p>)}
    </div>
  );
}
