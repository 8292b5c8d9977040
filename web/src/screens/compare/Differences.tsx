import { useState, type ReactNode } from "react";
import type { ComparisonReplyDifference, ComparisonReplyPart, PlaceMessage } from "../../api/schema";
import { Link } from "../../app/router";
import { Icon } from "../../parts/Icon";
import { PageView } from "../../parts/PageView";
import { Empty } from "../../parts/States";
import { named, t } from "../../text";
import { placeAddress } from "../reader/blocks";

/** More cannot be read; the export has all. */
const mostShown = 300;

interface Props {
  differences: ComparisonReplyDifference[];
  a: string;
  b: string;
}

/** The differences, and the pages of the one that is chosen with its places lit. */
export function Differences({ differences, a, b }: Props) {
  const [chosen, setChosen] = useState(0);
  const current = differences[chosen];
  if (!current) return <Empty icon="check" title={t("compare.none")} />;
  return (
    <div className="differences">
      <ol className="difference-list" aria-label={t("compare.differences")}>
        {differences.slice(0, mostShown).map((one, index) => (
          <li key={index}>
            <button type="button" aria-current={index === chosen || undefined} className={one.difference_type} onClick={() => setChosen(index)}>
              <span className="row between"><span className={`status ${tones[one.difference_type] ?? ""}`}>{named("difference", one.difference_type)}</span><span className="faint clip">{one.section}</span></span>
              <span className="difference-texts">
                {one.document_a_content && <span className="old">{lit(one.document_a_content, parts(one, "document_a"))}</span>}
                {one.document_b_content && one.difference_type !== "move" && <span className="new">{lit(one.document_b_content, parts(one, "document_b"))}</span>}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div className="compare-pages">
        <Place label={t("compare.before")} document={a} place={current.document_a_location} tone="old" />
        <Place label={t("compare.after")} document={b} place={current.document_b_location} tone="new" />
      </div>
    </div>
  );
}

const tones: Record<string, string> = { addition: "good", deletion: "bad", modification: "warn", move: "busy" };

function parts(difference: ComparisonReplyDifference, side: "document_a" | "document_b"): ComparisonReplyPart[] {
  return (difference.word_changes ?? []).map((change) => change[side]).filter((part): part is ComparisonReplyPart => part != null);
}

/** The text with its changed words lit; places are counted in bytes of UTF-8. */
function lit(text: string, changes: ComparisonReplyPart[]): ReactNode {
  if (changes.length === 0) return text;
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const result: ReactNode[] = [];
  let from = 0;
  for (const change of [...changes].sort((one, other) => one.start - other.start)) {
    if (change.start < from || change.end > bytes.length) continue;
    result.push(decoder.decode(bytes.slice(from, change.start)), <mark key={change.start}>{decoder.decode(bytes.slice(change.start, change.end))}</mark>);
    from = change.end;
  }
  return [...result, decoder.decode(bytes.slice(from))];
}

function Place({ label, document, place, tone }: { label: string; document: string; place?: PlaceMessage | null; tone: string }) {
  return (
    <section aria-label={label} className={tone}>
      <header className="row between"><strong>{label}</strong>{place && <Link href={placeAddress(document, place.page, place.boxes)}>{t("reader.pageN", { n: place.page })} <Icon name="right" size={13} /></Link>}</header>
      {place ? <PageView document={document} page={place.page} places={place.boxes.filter((box) => box.page === place.page).map((box) => box.bounding_box)} /> : <p className="notice">{t("compare.nothing")}</p>}
    </section>
  );
}
