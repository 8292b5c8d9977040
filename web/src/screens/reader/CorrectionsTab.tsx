import { useState } from "react";
import { usePermission } from "../../api/permissions";
import type { CorrectionLine } from "../../api/schema";
import { navigate } from "../../app/router";
import { ActionButton, Button } from "../../parts/Button";
import { Empty, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { say } from "../../store/toasts";
import { useStore } from "../../store/store";
import { formatDate, named, t } from "../../text";
import { placeAddress } from "./blocks";
import { loadCorrections, removeCorrection } from "./corrections";

interface Props {
  id: string;
  scrollTo: (page: number) => void;
}

/** Corrections asked for at a time. */
const partSize = 100;

/** Everything that people have corrected; first what has no place in what was read last. */
export function CorrectionsTab(props: Props) {
  const [parts, setParts] = useState(1);
  return <div className="stack">{Array.from({ length: parts }, (_, index) => <Part key={index} {...props} offset={index * partSize} onMore={index === parts - 1 ? () => setParts(parts + 1) : undefined} />)}</div>;
}

function Part({ offset, onMore, ...rest }: Props & { offset: number; onMore?: () => void }) {
  const corrections = useResource(`document/${rest.id}/corrections/${offset}`, () => loadCorrections(rest.id, partSize, offset));
  return (
    <Loaded of={corrections}>
      {(data) => {
        if (data.total_corrections === 0) return <Empty icon="edit" title={t("corrections.none")}>{t("corrections.noneNote")}</Empty>;
        const lost = data.corrections.filter((one) => one.state === "not_applied");
        const others = data.corrections.filter((one) => one.state !== "not_applied");
        const isMore = onMore && offset + data.corrections.length < data.total_corrections;
        // Each of the two lists has its title where it begins.
        const othersBegin = data.not_applied >= offset;
        return (
          <>
            {!data.is_current && offset === 0 && <p className="notice" role="status">{t("corrections.waiting")}</p>}
            {lost.length > 0 && <List title={t("corrections.lost", { n: data.not_applied })} isTitled={offset === 0} note={t("corrections.lostNote")} lines={lost} {...rest} />}
            {others.length > 0 && <List title={t("corrections.applied", { n: data.total_corrections - data.not_applied })} isTitled={othersBegin} lines={others} {...rest} />}
            {isMore && <div><Button size="small" onClick={onMore}>{t("corrections.more")}</Button></div>}
          </>
        );
      }}
    </Loaded>
  );
}

function List({ title, isTitled, note, lines, ...rest }: Props & { title: string; isTitled: boolean; note?: string; lines: CorrectionLine[] }) {
  return (
    <section aria-label={title}>
      {isTitled && <h2 className="corrections-title">{title}</h2>}
      {isTitled && note && <p className="hint">{note}</p>}
      <ul className="corrections">{lines.map((line) => <Item key={line.correction_id} line={line} {...rest} />)}</ul>
    </section>
  );
}

function Item({ id, line, scrollTo }: Props & { line: CorrectionLine }) {
  const mayWrite = usePermission("document:write");
  const user = useStore((state) => state.profile?.user.user_id);
  const show = () => {
    navigate(placeAddress(id, line.page_number, [{ page: line.page_number, bounding_box: line.bounding_box }]), { replace: true });
    scrollTo(line.page_number);
  };
  const remove = async () => {
    await removeCorrection(id, line);
    say(t("corrections.undone"), "success");
  };
  const author = line.author_id === user ? t("corrections.you") : line.author_name ?? t("corrections.somebody");
  return (
    <li className={line.state}>
      <p className="correction-head">
        <button type="button" className="as-link" onClick={show}>{t("reader.pageN", { n: line.page_number })}</button>
        <span className="tag">{named("corrections.subject", line.subject)}</span>
        {line.state === "waiting" && <span className="status busy">{t("corrections.state.waiting")}</span>}
      </p>
      {line.subject === "level"
        ? <p><del>{levelName(line.original_level)}</del> <span aria-hidden="true">→</span> <ins>{levelName(line.level)}</ins> <span className="faint">{line.original_text}</span></p>
        : <><p><del>{line.original_text || t("corrections.nothing")}</del></p><p><ins>{line.text || t("corrections.nothing")}</ins></p></>}
      {line.reason && <p className="correction-reason">{named("corrections.reason", line.reason)}</p>}
      <p className="correction-foot">
        <span className="faint">{author} · {formatDate(line.updated_at)}</span>
        {mayWrite && <ActionButton kind="quiet" size="small" icon="retry" action={remove} aria-label={t("corrections.removeNamed", { text: line.text || line.original_text })}>{t("corrections.remove")}</ActionButton>}
      </p>
    </li>
  );
}

function levelName(level: number | null | undefined): string {
  return level ? t("corrections.levelN", { n: level }) : t("corrections.noHeading");
}
