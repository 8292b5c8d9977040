import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { formatNumber } from "../text";

interface Props<T extends string> {
  label: string;
  value: T;
  tabs: { value: T; label: string; count?: number }[];
  onChange: (value: T) => void;
  children: ReactNode;
}

export function Tabs<T extends string>({ label, value, tabs, onChange, children }: Props<T>) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On narrow screens the row of tabs scrolls.
    // Sideways only: the page itself stays where it is.
    const tab = root.current?.querySelector<HTMLElement>("[aria-selected=true]");
    if (root.current && tab) root.current.scrollLeft = tab.offsetLeft - (root.current.clientWidth - tab.offsetWidth) / 2;
  }, [value]);
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const index = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (next) onChange(next.value);
    window.requestAnimationFrame(() => root.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} ref={root} onKeyDown={move}>
        {tabs.map((tab) => (
          <button key={tab.value} type="button" role="tab" id={`${id}-${tab.value}`} aria-selected={tab.value === value} aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1} onClick={() => onChange(tab.value)}>
            {tab.label}{tab.count !== undefined && tab.count > 0 && <span className="count">{formatNumber(tab.count)}</span>}
          </button>
        ))}
      </div>
      <div className="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} tabIndex={0}>{children}</div>
    </>
  );
}
