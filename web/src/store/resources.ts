import { useCallback, useEffect, useMemo } from "react";
import { ApiError } from "../api/errors";
import { getState, setState, useStore, type Entry } from "./store";

const loaders = new Map<string, () => Promise<unknown>>();
/** How many components show what stands under a name. */
const watchers = new Map<string, number>();
/** Entries that nobody shows are kept up to this number, so that going back is instant. */
const mostUnwatched = 300;

function change(key: string, part: Partial<Entry>): void {
  setState(({ entries }) => {
    const before = entries[key] ?? { isLoading: false, isStale: true };
    return { entries: { ...entries, [key]: { ...before, ...part } } };
  });
}

async function fetchEntry(key: string): Promise<void> {
  const load = loaders.get(key);
  if (!load) return;
  change(key, { isLoading: true, isStale: false });
  try {
    const data = await load();
    if (getState().entries[key]) change(key, { data, error: undefined, isLoading: false });
  } catch (error) {
    change(key, { error: ApiError.of(error), isLoading: false });
  }
}

export interface Resource<T> {
  data: T | undefined;
  error: ApiError | undefined;
  isLoading: boolean;
  /** Whether it is what the service said last, and nothing has happened since that may have changed it. */
  isFresh: boolean;
  reload: () => void;
}

/** What the service says under a name: shown at once when it is known, asked for again when it may have changed.
 *
 * - Parameter mayLoad: false while something else has to be known first that says whether this is still there. */
export function useResource<T>(key: string | null, load: () => Promise<T>, mayLoad = true): Resource<T> {
  const entry = useStore((state) => (key === null ? undefined : state.entries[key]));
  if (key !== null) loaders.set(key, load);
  const needsLoading = mayLoad && key !== null && (!entry || (entry.isStale && !entry.isLoading));
  useEffect(() => {
    if (key !== null && needsLoading) void fetchEntry(key);
  }, [key, needsLoading]);
  useEffect(() => {
    if (key === null) return;
    watchers.set(key, (watchers.get(key) ?? 0) + 1);
    return () => leave(key);
  }, [key]);
  const reload = useCallback(() => {
    if (key !== null) void fetchEntry(key);
  }, [key]);
  return useMemo(() => {
    const data = entry?.data as T | undefined;
    return { data, error: entry?.error, isLoading: !entry || (entry.isLoading && data === undefined), isFresh: data !== undefined && !entry?.isLoading && !entry?.isStale, reload };
  }, [entry, reload]);
}

function leave(key: string): void {
  const left = (watchers.get(key) ?? 1) - 1;
  if (left > 0) {
    watchers.set(key, left);
    return;
  }
  watchers.delete(key);
  const { entries } = getState();
  const unwatched = Object.keys(entries).filter((name) => !watchers.has(name));
  if (unwatched.length <= mostUnwatched) return;
  const kept = { ...entries };
  for (const name of unwatched.slice(0, unwatched.length - mostUnwatched)) {
    delete kept[name];
    loaders.delete(name);
  }
  setState({ entries: kept });
}

/** Has everything whose name starts so asked for again: at once where it is shown, else when it is shown next. */
export function invalidate(...prefixes: string[]): void {
  setState(({ entries }) => {
    const changed = { ...entries };
    for (const [key, entry] of Object.entries(entries)) {
      if (prefixes.some((prefix) => key.startsWith(prefix))) changed[key] = { ...entry, isStale: true };
    }
    return { entries: changed };
  });
}

/** Changes what is known under every name that starts so; `undefined` leaves it as it is. */
export function patch<T>(prefix: string, edit: (data: T) => T | undefined): void {
  setState(({ entries }) => {
    let changed: Record<string, Entry> | undefined;
    for (const [key, entry] of Object.entries(entries)) {
      if (!key.startsWith(prefix) || entry.data === undefined) continue;
      const data = edit(entry.data as T);
      if (data !== undefined) (changed ??= { ...entries })[key] = { ...entry, data };
    }
    return changed ? { entries: changed } : {};
  });
}

/** Forgets everything: another person or workspace comes. */
export function forgetAll(): void {
  loaders.clear();
  setState({ entries: {}, uploads: [] });
}
