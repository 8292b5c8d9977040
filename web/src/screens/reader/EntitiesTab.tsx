import { call } from "../../api/client";
import type { EntityLine } from "../../api/schema";
import { Empty, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { named, t } from "../../text";
import { said } from "../../text/service";

/** Entities listed; the screen for entities has all. */
const mostListed = 1000;

interface Props {
  id: string;
  showPlace: (page: number, boxes: { page: number; bounding_box: number[] }[]) => void;
}

/** Names, amounts and codes of the document; each shows where it stands. */
export function EntitiesTab({ id, showPlace }: Props) {
  const entities = useResource(`document/${id}/entities`, () => call("GET /api/v1/documents/{document_id}/entities", { path: { document_id: id }, query: { limit: mostListed } }));
  return (
    <Loaded of={entities}>
      {(data) => data.entities.length === 0
        ? <Empty icon="entities" title={t(data.status === "pending" ? "entities.pending" : "entities.none")} />
        : (
          <div className="stack">
            {data.warnings.map((warning) => <p key={warning} className="notice warn">{said(warning)}</p>)}
            {[...groups(data.entities)].map(([label, names]) => (
              <section key={label}>
                <h2 className={`entity ${label}`}>{named("entity", label)} <span className="count">{data.entity_counts[label]}</span></h2>
                <p className="chips">
                  {[...names].map(([key, lines]) => <NameChip key={key} lines={lines} showPlace={showPlace} />)}
                </p>
              </section>
            ))}
          </div>
        )}
    </Loaded>
  );
}

function NameChip({ lines, showPlace }: { lines: EntityLine[]; showPlace: Props["showPlace"] }) {
  const first = lines[0];
  if (!first) return null;
  const show = () => showPlace(first.page_number ?? 1, lines.flatMap((line) => line.location?.boxes ?? []));
  return <button type="button" className="suggestion small" title={first.context ?? undefined} onClick={show}>{first.name}{lines.length > 1 && <span className="faint"> {lines.length}</span>}</button>;
}

/** By kind, then by name; each with all its places. */
function groups(entities: EntityLine[]): Map<string, Map<string, EntityLine[]>> {
  const all = new Map<string, Map<string, EntityLine[]>>();
  for (const entity of entities) {
    const names = all.get(entity.label) ?? new Map<string, EntityLine[]>();
    all.set(entity.label, names.set(entity.key, [...(names.get(entity.key) ?? []), entity]));
  }
  return all;
}
