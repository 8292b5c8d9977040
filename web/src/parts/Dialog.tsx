import { useLayoutEffect, useRef, type ReactNode } from "react";
import { t } from "../text";
import { Button, IconButton } from "./Button";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  isWide?: boolean;
}

/** The browser's own dialog: it keeps the focus inside, closes with Escape, and gives the focus back. */
export function Dialog({ title, onClose, children, footer, isWide }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before it leaves the page: the browser gives the focus back only while it is still there.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    element?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className={isWide ? "wide" : ""} aria-label={title} onCancel={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}>
      <div className="dialog-box">
        <header>
          <h2>{title}</h2>
          <IconButton icon="close" label={t("close")} onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
        {footer && <footer>{footer}</footer>}
      </div>
    </dialog>
  );
}

export function Confirm({ title, children, verb, onConfirm, onClose }: Omit<Props, "footer"> & { verb: string; onConfirm: () => void }) {
  return (
    <Dialog title={title} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button kind="danger" onClick={() => { onConfirm(); onClose(); }}>{verb}</Button>
      </>
    }>{children}</Dialog>
  );
}
