import { Fragment, memo, type ReactNode } from "react";
import type { StoredImagesImage } from "../../api/schema";
import { IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Picture } from "../../parts/Picture";
import { formatNumber, t } from "../../text";
import { overlap, textOf, type Block, type BlockCorrection, type Cell, type Rectangle, type Span } from "./blocks";

interface Props {
  block: Block;
  isLit: boolean;
  words: string;
  pictures: StoredImagesImage[];
  onHover: (block: number | null) => void;
  /** Opens the editor; absent for those who may not change anything. */
  onEdit?: (block: number) => void;
}

/** Below this, the reader is told that the service is not sure. */
const sureConfidence = 0.6;

/** A block as text. Everything is made by React from text: nothing of the document is taken as markup. */
export const BlockText = memo(function BlockText({ block, isLit, words, pictures, onHover, onEdit }: Props) {
  const isUnsure = block.confidence < sureConfidence;
  const canEdit = onEdit && (block.spans.length > 0 || block.table);
  return (
    <div id={`block-${block.id}`} className={`block ${block.kind} ${isLit ? "lit" : ""} ${block.corrections ? "corrected" : ""} ${canEdit ? "can-edit" : ""}`} data-block={block.id}
      title={isUnsure ? t("reader.unsure", { percent: Math.round(100 * block.confidence) }) : undefined}
      onPointerEnter={() => onHover(block.id)}>
      {isUnsure && <i className="unsure" aria-label={t("reader.unsure", { percent: Math.round(100 * block.confidence) })} role="img" />}
      <Content block={block} words={words} pictures={pictures} />
      {block.corrections && <CorrectedMark corrections={block.corrections} />}
      {canEdit && <IconButton className="edit-block" icon="edit" size="small" label={t("corrections.editNamed", { text: textOf(block).trim().slice(0, mostInLabel) || t("reader.table") })} onClick={() => onEdit(block.id)} />}
    </div>
  );
});

/** Letters of a block that its button is told from others by. */
const mostInLabel = 40;

function CorrectedMark({ corrections }: { corrections: BlockCorrection[] }) {
  const [first] = corrections;
  if (!first) return null;
  const before = first.subject === "level" ? null : first.before || t("corrections.nothing");
  return (
    <p className="corrected-mark"><Icon name="edit" size={13} /><span>{t("corrections.mark")}{before && <>: <del>{before}</del></>}{corrections.length > 1 && ` +${formatNumber(corrections.length - 1)}`}</span></p>
  );
}

function Content({ block, words, pictures }: Pick<Props, "block" | "words" | "pictures">) {
  switch (block.kind) {
    case "heading": {
      // The page has its own first heading: the document's start at the second level.
      const level = Math.min(6, (block.heading?.level ?? 1) + 1);
      const Heading = `h${level}` as "h2";
      return <Heading><Spans spans={block.spans} words={words} /></Heading>;
    }
    case "list_item": return (
      <p className="item" style={{ marginInlineStart: `${(block.list?.depth ?? 0) * 1.25}em` }}>
        <span className="marker">{block.list?.is_ordered ? block.list.marker : "•"}</span><span><Spans spans={block.spans} words={words} /></span>
      </p>
    );
    case "table": return block.table ? <CellTable cells={block.table.cells} rows={block.table.row_count} words={words} /> : null;
    case "figure": return <FigureBlock block={block} pictures={pictures} />;
    case "code": return <pre><code>{textOf(block)}</code></pre>;
    default: return <p><Spans spans={block.spans} words={words} /></p>;
  }
}

function FigureBlock({ block, pictures }: Pick<Props, "block" | "pictures">) {
  const place = block.regions[0]?.rectangle;
  const match = place && pictures
    .map((picture) => ({ picture, area: picture.bounding_box ? overlap(picture.bounding_box as Rectangle, place) : 0 }))
    .sort((a, b) => b.area - a.area)[0];
  const alternative = block.figure?.alternative_text || t("reader.figure");
  if (!match || match.area === 0) return <p className="figure-note">{alternative}</p>;
  const { width, height } = match.picture.dimensions;
  return <Picture operation="GET /api/v1/images/{image_id}/thumbnails/{size}" alt={alternative} ratio={width / Math.max(1, height)} className="inline"
    parameters={{ path: { image_id: match.picture.image_id, size: "large" } }} />;
}

export function CellTable({ cells, rows, words = "" }: { cells: Cell[]; rows: number; words?: string }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("reader.table")}>
      <table>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {cells.filter((cell) => cell.row === row).map((cell) => {
                const Tag = cell.is_header ? "th" : "td";
                return <Tag key={cell.column} rowSpan={cell.row_span} colSpan={cell.column_span}>{marked(cell.text, words)}</Tag>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Spans({ spans, words }: { spans: Span[]; words: string }) {
  return <>{spans.map((span, index) => <Fragment key={index}>{styled(span, marked(span.text, words))}</Fragment>)}</>;
}

function styled(span: Span, content: ReactNode): ReactNode {
  const styles = span.style ?? [];
  let result = content;
  if (styles.includes("superscript")) result = <sup>{result}</sup>;
  if (styles.includes("subscript")) result = <sub>{result}</sub>;
  if (styles.includes("monospace") || styles.includes("monospaced")) result = <code>{result}</code>;
  if (styles.includes("italic")) result = <em>{result}</em>;
  if (styles.includes("bold")) result = <strong>{result}</strong>;
  const url = typeof span.link === "string" ? span.link : span.link?.url;
  // Other schemes could run something.
  return url && /^(https?|mailto):/i.test(url) ? <a href={url} target="_blank" rel="noreferrer noopener">{result}</a> : result;
}

/** The text with what was looked for marked. */
export function marked(text: string, words: string): ReactNode {
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return text;
  const lower = text.toLocaleLowerCase();
  const parts: ReactNode[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  return parts.length ? [...parts, text.slice(from)] : text;
}
