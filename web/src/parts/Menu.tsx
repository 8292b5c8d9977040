import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

export interface MenuItem {
  label: ReactNode;
  icon?: IconName;
  isChecked?: boolean;
  isDanger?: boolean;
  run: () => void;
}

interface Props {
  label: string;
  trigger: ReactNode;
  /** Groups are apart by a line. */
  groups: MenuItem[][];
  className?: string;
  heading?: ReactNode;
}

/** A button that opens a list of commands; arrows move in it, Escape closes it. */
export function Menu({ label, trigger, groups, className = "", heading }: Props) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    root.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
    const close = (event: PointerEvent) => !root.current?.contains(event.target as Node) && setOpen(false);
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [isOpen]);
  const move = (event: KeyboardEvent) => {
    const items = [...(root.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    const index = items.indexOf(document.activeElement as HTMLElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const end = event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : undefined;
    if (step !== 0 || end !== undefined) {
      event.preventDefault();
      items[end ?? (index + step + items.length) % items.length]?.focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    } else if (event.key === "Tab") setOpen(false);
  };
  return (
    <div className={`menu ${className}`} ref={root}>
      <button ref={button} type="button" className="menu-button" aria-haspopup="menu" aria-expanded={isOpen} aria-controls={isOpen ? id : undefined}
        aria-label={label} title={label} onClick={() => setOpen(!isOpen)}>
        {trigger}
      </button>
      {isOpen && (
        <div className="menu-list" onKeyDown={move}>
          {heading && <div className="menu-heading">{heading}</div>}
          <div id={id} role="menu" aria-label={label}>
            {groups.filter((group) => group.length > 0).map((group, number) => (
              <div key={number} role="group" className="menu-group">
                {group.map((item, index) => (
                  <button key={index} type="button" tabIndex={-1} role={item.isChecked === undefined ? "menuitem" : "menuitemradio"}
                    aria-checked={item.isChecked} className={item.isDanger ? "danger" : ""}
                    onClick={() => { setOpen(false); button.current?.focus(); item.run(); }}>
                    {item.icon && <Icon name={item.icon} size={16} />}
                    <span>{item.label}</span>
                    {item.isChecked && <Icon name="check" size={16} />}
                  </button>
                ))}
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
