import { useEffect, useState } from "react";
import type { Layout } from "../screens/library/filters";

/** Pixels below which rows of a table become two lines. */
const narrow = 720;
const narrowestCard = 190;

function measure() {
  const width = window.innerWidth;
  const isNarrow = width < narrow;
  const inside = width - (width > 960 ? 248 : 0) - (isNarrow ? 24 : 56);
  return { isNarrow, cards: Math.max(2, Math.floor((inside + 16) / (narrowestCard + 16))) };
}

/** How many items fit side by side. */
export function useColumns(layout: Layout): { count: number; isNarrow: boolean } {
  const [size, setSize] = useState(measure);
  useEffect(() => {
    const update = () => setSize(measure());
    window.addEventListener("resize", update);
    return () => window.removeEventListener("resize", update);
  }, []);
  return { count: layout === "grid" ? size.cards : 1, isNarrow: size.isNarrow };
}
