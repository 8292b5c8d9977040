import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { ApiError } from "../../api/errors";
import type { CorrectablePlaceLine } from "../../api/schema";
import { Button } from "../../parts/Button";
import { Select } from "../../parts/Field";
import { Loaded, Skeleton } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { say } from "../../store/toasts";
import { t } from "../../text";
import type { Block } from "./blocks";
import { changesOf, draftOf, fitLines, loadPlaces, placeName, readAt, saveChanges, type Draft } from "./corrections";

interface Props {
  id: string;
  page: number;
  block: Block;
  onHover: (block: number) => void;
  onClose: () => void;
}

/** A block as it can be corrected: its lines, its cells, its level. */
export function BlockEditor(props: Props) {
  const { id, page, block } = props;
  const places = useResource(`document/${id}/places/${page}`, () => loadPlaces(id, page));
  return (
    <Loaded of={places} skeleton={<Skeleton lines={3} />}>
      {(data) => <Form {...props} latest={draftOf(block.id, data)} />}
    </Loaded>
  );
}

function Form({ id, block, latest, onHover, onClose }: Props & { latest: Draft }) {
  // What was there when editing began: a change that comes meanwhile is a conflict, not a new draft.
  const [draft, setDraft] = useState(latest);
  const lines = useMemo(() => draft.lines.map((line) => line.text), [draft]);
  const [typed, setTyped] = useState(() => lines.join("\n"));
  const [cells, setCells] = useState<Record<string, string>>({});
  const [level, setLevel] = useState(draft.level?.level ?? 0);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const root = useRef<HTMLFormElement>(null);
  useEffect(() => root.current?.querySelector<HTMLElement>("textarea, input")?.focus(), []);
  const texts: Record<string, string> = { ...cells };
  fitLines(lines, typed).forEach((text, index) => {
    const line = draft.lines[index];
    if (line) texts[placeName(line)] = text;
  });
  const send = async (changes: ReturnType<typeof changesOf>, done: string) => {
    setBusy(true);
    setError(null);
    try {
      await saveChanges(id, draft.revision, changes);
      say(done, "success");
      onClose();
    } catch (failure) {
      setError(ApiError.of(failure));
      invalidate(`document/${id}/places`);
      setBusy(false);
    }
  };
  const begin = () => {
    setDraft(latest);
    setTyped(latest.lines.map((line) => line.text).join("\n"));
    setCells({});
    setLevel(latest.level?.level ?? 0);
    setError(null);
  };
  const changes = changesOf(draft, texts, level);
  const save = () => (changes.length ? void send(changes, t("corrections.saved")) : onClose());
  const corrected = [...draft.lines, ...draft.cells, ...(draft.level ? [draft.level] : [])].filter((place) => place.correction_id);
  const undo = () => void send(changesOf(draft, Object.fromEntries(corrected.map((place) => [placeName(place), readAt(place)])), draft.level?.correction_id ? draft.level.original_level ?? 0 : undefined), t("corrections.undone"));
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form ref={root} className="block-editor" aria-label={t("corrections.edit")} onKeyDown={onKey} onFocus={() => onHover(block.id)} onPointerEnter={() => onHover(block.id)}
      onSubmit={(event) => { event.preventDefault(); save(); }}>
      {draft.lines.length > 0 && (
        <label className="editor-text">
          <span className="label">{t(draft.lines.length > 1 ? "corrections.lines" : "corrections.text")}</span>
          <textarea value={typed} rows={Math.min(16, draft.lines.length + 1)} maxLength={mostTyped} disabled={isBusy} onChange={(event) => setTyped(event.target.value)} />
        </label>
      )}
      {draft.cells.length > 0 && <Cells block={block} cells={draft.cells} texts={cells} isBusy={isBusy} onChange={(name, text) => setCells({ ...cells, [name]: text })} />}
      {draft.level && (
        <Select label={t("corrections.level")} value={level} disabled={isBusy} onChange={(event) => setLevel(Number(event.target.value))}>
          {[0, 1, 2, 3, 4, 5, 6].map((one) => <option key={one} value={one}>{one === 0 ? t("corrections.noHeading") : t("corrections.levelN", { n: one })}</option>)}
        </Select>
      )}
      {corrected.length > 0 && <Originals places={corrected} />}
      {error?.status === 409
        ? <Conflict onTheirs={begin} onMine={() => { setDraft(latest); setError(null); }} canKeep={latest.revision === draft.revision && latest.lines.length === draft.lines.length} />
        : error && <p className="notice bad" role="alert">{error.message}</p>}
      <div className="row editor-buttons">
        <Button kind="primary" size="small" type="submit" isBusy={isBusy}>{t("save")}</Button>
        <Button size="small" onClick={onClose}>{t("cancel")}</Button>
        {corrected.length > 0 && <Button kind="quiet" size="small" icon="retry" disabled={isBusy} onClick={undo}>{t("corrections.undo")}</Button>}
        <span className="faint editor-keys">{t("corrections.keys")}</span>
      </div>
    </form>
  );
}

/** Characters of a block; the service holds each line against its own limit. */
const mostTyped = 200_000;

interface CellsProps {
  block: Block;
  cells: CorrectablePlaceLine[];
  texts: Record<string, string>;
  isBusy: boolean;
  onChange: (name: string, text: string) => void;
}

/** The table with a field in each cell. */
function Cells({ block, cells, texts, isBusy, onChange }: CellsProps) {
  const extents = new Map((block.table?.cells ?? []).map((cell) => [`${cell.row}/${cell.column}`, cell]));
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("reader.table")}>
      <table className="editor-cells">
        <tbody>
          {Array.from({ length: block.table?.row_count ?? 0 }, (_, row) => (
            <tr key={row}>
              {cells.filter((cell) => cell.row === row).map((cell) => {
                const name = placeName(cell);
                const extent = extents.get(`${cell.row}/${cell.column}`);
                const text = texts[name] ?? cell.text;
                return (
                  <td key={name} rowSpan={extent?.row_span} colSpan={extent?.column_span} className={text !== cell.text ? "changed" : cell.correction_id ? "corrected" : undefined}>
                    <input value={text} maxLength={mostInCell} size={Math.min(widestField, Math.max(4, text.length))} disabled={isBusy}
                      aria-label={t("corrections.cell", { row: row + 1, column: (cell.column ?? 0) + 1 })} onChange={(event) => onChange(name, event.target.value)} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Letters across; longer texts scroll in their field. */
const widestField = 16;
/** The service's own limit of a text. */
const mostInCell = 10_000;

function Originals({ places }: { places: CorrectablePlaceLine[] }) {
  return (
    <div className="originals">
      <p className="label">{t("corrections.wasRead")}</p>
      <ul>
        {places.map((place) => (
          <li key={placeName(place)}>{place.subject === "level" ? (place.original_level ? t("corrections.levelN", { n: place.original_level }) : t("corrections.noHeading")) : <del>{readAt(place) || t("corrections.nothing")}</del>}</li>
        ))}
      </ul>
    </div>
  );
}

/** Somebody else was quicker. */
function Conflict({ onTheirs, onMine, canKeep }: { onTheirs: () => void; onMine: () => void; canKeep: boolean }) {
  return (
    <div className="notice warn conflict" role="alert">
      <p>{t("corrections.conflict")}</p>
      <div className="row">
        <Button size="small" onClick={onTheirs}>{t("corrections.theirs")}</Button>
        {canKeep && <Button size="small" kind="quiet" onClick={onMine}>{t("corrections.mine")}</Button>}
      </div>
    </div>
  );
}
