import { t } from "../text";
import { IconButton } from "./Button";

export function Pager({ total, offset, size, onChange }: { total: number; offset: number; size: number; onChange: (offset: number) => void }) {
  if (total === 0) return null;
  if (total <= size && offset === 0) return <p className="faint">{t("list.total", { n: total })}</p>;
  return (
    <nav className="pager" aria-label={t("list.pages")}>
      <IconButton icon="left" label={t("previous")} disabled={offset === 0} onClick={() => onChange(Math.max(0, offset - size))} />
      <span>{t("list.range", { first: offset + 1, last: Math.min(total, offset + size), total })}</span>
      <IconButton icon="right" label={t("next")} disabled={offset + size >= total} onClick={() => onChange(offset + size)} />
    </nav>
  );
}
