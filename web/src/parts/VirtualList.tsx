import { useEffect, useRef, useState, type ReactNode } from "react";

interface Props {
  count: number;
  /** Pixels of a row. */
  rowHeight: number;
  /** Items side by side in a row. */
  columns?: number;
  render: (index: number) => ReactNode;
  onRange?: (first: number, last: number) => void;
  label: string;
  role?: "rowgroup" | "list";
}

/** Rows that are made only where they are seen: the page's own scrolling moves them. */
export function VirtualList({ count, rowHeight, columns = 1, render, onRange, label, role = "list" }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: 30 });
  const rows = Math.ceil(count / columns);
  useEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const top = root.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / rowHeight) - 6);
      const last = Math.min(rows, Math.ceil((window.innerHeight - top) / rowHeight) + 6);
      setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
    };
    const plan = () => { frame ||= requestAnimationFrame(measure); };
    measure();
    window.addEventListener("scroll", plan, { passive: true, capture: true });
    window.addEventListener("resize", plan);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", plan, { capture: true });
      window.removeEventListener("resize", plan);
    };
  }, [rows, rowHeight]);
  const first = Math.min(range.first, rows) * columns;
  const last = Math.min(range.last * columns, count);
  useEffect(() => onRange?.(first, last), [first, last, onRange]);
  return (
    <div ref={root} className="virtual" role={role} aria-label={label} style={{ height: rows * rowHeight }}>
      <div className="virtual-window" style={{ transform: `translateY(${range.first * rowHeight}px)`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {Array.from({ length: Math.max(0, last - first) }, (_, index) => render(first + index))}
      </div>
    </div>
  );
}
