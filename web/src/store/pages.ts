import { useCallback, useEffect, useMemo, useState } from "react";
import { ApiError } from "../api/errors";
import { getState, setState, useStore } from "./store";

interface Part<T> {
  items: T[];
  total: number;
}

export interface LongList<T> {
  total: number | undefined;
  error: ApiError | undefined;
  at: (index: number) => T | undefined;
  /** To be told which items are seen. */
  onRange: (first: number, last: number) => void;
  /** All that have been loaded, in order. */
  loaded: T[];
}

interface Wish<T, D> {
  key: string;
  size: number;
  load: (offset: number, limit: number) => Promise<D>;
  read: (data: D) => Part<T>;
}

/** A list of any length of which only the parts near what is seen are fetched. Parts lie in the store under `key#number`. */
export function useLongList<T, D>({ key, size, load, read }: Wish<T, D>): LongList<T> {
  const entries = useStore((state) => state.entries);
  const [range, setRange] = useState({ first: 0, last: size - 1 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last: Math.max(first, last - 1) }), []);
  const numbers = useMemo(() => {
    const first = Math.floor(range.first / size);
    const last = Math.floor(range.last / size);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }, [range.first, range.last, size]);
  const needed = numbers.filter((number) => {
    const entry = entries[`${key}#${number}`];
    return !entry || (entry.isStale && !entry.isLoading);
  });
  const wanted = needed.join(" ");
  useEffect(() => {
    for (const number of wanted.split(" ").filter(Boolean).map(Number)) void fetchPart(`${key}#${number}`, () => load(number * size, size));
    // `load` belongs to the key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, wanted, size]);
  return useMemo(() => {
    const part = (number: number) => {
      const data = entries[`${key}#${number}`]?.data as D | undefined;
      return data === undefined ? undefined : read(data);
    };
    const first = part(numbers[0] ?? 0) ?? part(0);
    const error = numbers.map((number) => entries[`${key}#${number}`]?.error).find(Boolean);
    const known = Object.keys(entries).filter((name) => name.startsWith(`${key}#`)).map((name) => Number(name.slice(key.length + 1))).sort((a, b) => a - b);
    return {
      total: first?.total, error, onRange,
      at: (index: number) => part(Math.floor(index / size))?.items[index % size],
      loaded: known.flatMap((number) => part(number)?.items ?? []),
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [entries, key, numbers, size, onRange]);
}

async function fetchPart(name: string, load: () => Promise<unknown>): Promise<void> {
  const change = (part: object) => setState(({ entries }) => ({
    entries: { ...entries, [name]: { isLoading: false, isStale: false, ...entries[name], ...part } },
  }));
  change({ isLoading: true, isStale: false });
  try {
    const data = await load();
    if (getState().entries[name]) change({ data, error: undefined, isLoading: false });
  } catch (error) {
    change({ error: ApiError.of(error), isLoading: false });
  }
}
