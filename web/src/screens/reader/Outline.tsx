import { useEffect, useRef } from "react";
import { IconButton } from "../../parts/Button";
import { Loaded, Skeleton } from "../../parts/States";
import { useResource } from "../../store/resources";
import { t } from "../../text";
import { loadOutline, type OutlineEntry } from "./blocks";

interface Props {
  id: string;
  page: number;
  goTo: (page: number) => void;
  onClose: () => void;
}

export function Outline({ id, page, goTo, onClose }: Props) {
  const outline = useResource(`document/${id}/outline`, () => loadOutline(id));
  return (
    <nav className="outline" aria-label={t("reader.outline")}>
      <header><h2>{t("reader.outline")}</h2><IconButton size="small" icon="close" label={t("close")} onClick={onClose} /></header>
      <Loaded of={outline} skeleton={<Skeleton lines={8} />}>
        {(entries) => entries.length === 0 ? <p className="faint">{t("reader.noOutline")}</p> : <Entries entries={entries} page={page} goTo={goTo} />}
      </Loaded>
    </nav>
  );
}

function Entries({ entries, page, goTo }: { entries: OutlineEntry[]; page: number; goTo: (page: number) => void }) {
  const list = useRef<HTMLUListElement>(null);
  // The section that the page belongs to: the last that starts on it or before.
  const current = entries.reduce((found, entry, index) => (entry.page <= page ? index : found), -1);
  useEffect(() => {
    void list.current?.children[current]?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <ul ref={list}>
      {entries.map((entry, index) => (
        <li key={`${entry.page}-${entry.id}`}>
          <button type="button" className={`level-${Math.min(4, entry.level)}`} aria-current={index === current || undefined} onClick={() => goTo(entry.page)}>
            <span>{entry.text}</span><span className="faint">{entry.page}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
