import { useEffect, useMemo, useState } from "react";
import { IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { useResource } from "../../store/resources";
import { t } from "../../text";
import { find, loadChunks, loadOutline, mostHits, pageOf, type Hit } from "./blocks";

interface Props {
  id: string;
  words: string;
  change: (change: Record<string, string | null>) => void;
  goTo: (page: number) => void;
  onClose: () => void;
}

export function FindBar({ id, words, change, goTo, onClose }: Props) {
  const chunks = useResource(`document/${id}/chunks`, () => loadChunks(id));
  const outline = useResource(`document/${id}/outline`, () => loadOutline(id));
  const hits = useMemo(() => find(words, chunks.data ?? [], outline.data ?? []), [words, chunks.data, outline.data]);
  const [at, setAt] = useState(-1);
  const [isListOpen, setListOpen] = useState(true);
  useEffect(() => setAt(-1), [words]);
  const show = (index: number, hit: Hit | undefined) => {
    if (!hit) return;
    setAt(index);
    void pageOf(id, hit).then(goTo, () => goTo(hit.pages[0] ?? 1));
  };
  const step = (by: number) => {
    const next = at < 0 && by < 0 ? hits.length - 1 : (at + by + hits.length) % Math.max(1, hits.length);
    show(next, hits[next]);
  };
  return (
    <div className="find" role="search" onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <div className="row">
        <div className="search-box">
          <Icon name="search" />
          <input type="search" autoFocus value={words} aria-label={t("reader.find")} placeholder={t("reader.find")} onChange={(event) => change({ find: event.target.value })}
            onKeyDown={(event) => event.key === "Enter" && step(event.shiftKey ? -1 : 1)} />
        </div>
        <span className="faint" role="status">
          {chunks.isLoading ? t("loading") : words && (hits.length >= mostHits ? t("find.many", { n: mostHits }) : at >= 0 ? t("find.at", { at: at + 1, n: hits.length }) : t("find.count", { n: hits.length }))}
        </span>
        <IconButton size="small" icon="up" label={t("find.previous")} disabled={!hits.length} onClick={() => step(-1)} />
        <IconButton size="small" icon="down" label={t("find.next")} disabled={!hits.length} onClick={() => step(1)} />
        <IconButton size="small" icon="list" label={t("find.list")} aria-pressed={isListOpen} onClick={() => setListOpen(!isListOpen)} />
        <IconButton size="small" icon="close" label={t("close")} onClick={onClose} />
      </div>
      {isListOpen && hits.length > 0 && (
        <ol className="find-hits">
          {hits.slice(0, 60).map((hit, index) => (
            <li key={index}>
              <button type="button" aria-current={index === at || undefined} onClick={() => show(index, hit)}>
                <span className="faint">{t("find.place", { pages: pagesText(hit.pages) })}</span><span className="clip">{hit.before}<mark>{hit.match}</mark>{hit.after}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function pagesText(pages: number[]): string {
  const first = pages[0] ?? 1;
  const last = pages[pages.length - 1] ?? first;
  return first === last ? String(first) : `${first}–${last}`;
}
