import { useEffect, type ReactNode } from "react";

/** What the browser calls the page. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · MIVAA`;
  }, [title]);
}

/** The frame of a screen: its name, what can be done, and its contents. */
export function Page({ title, note, actions, children, isWide }: { title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode; isWide?: boolean }) {
  useTitle(title);
  return (
    <div className={`page ${isWide ? "wide" : ""}`}>
      <header className="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {note && <p className="note">{note}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Card({ title, actions, children, className = "" }: { title?: string; actions?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`card ${className}`} aria-label={title}>
      {title && <header><h2>{title}</h2>{actions}</header>}
      {children}
    </section>
  );
}

/** A figure with what it is. */
export function Figure({ label, value, note, tone }: { label: string; value: ReactNode; note?: ReactNode; tone?: "good" | "warn" | "bad" }) {
  return (
    <div className={`stat ${tone ?? ""}`}>
      <span className="stat-label">{label}</span>
      <strong>{value}</strong>
      {note && <span className="faint">{note}</span>}
    </div>
  );
}
