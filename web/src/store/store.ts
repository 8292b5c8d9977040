import { useSyncExternalStore } from "react";
import type { ApiError } from "../api/errors";
import type { ProfileReply } from "../api/schema";
import type { Language } from "../text";

/** What was asked of the service, under the name it was asked by. */
export interface Entry {
  data?: unknown;
  error?: ApiError;
  isLoading: boolean;
  /** Whether the service may know better by now. */
  isStale: boolean;
}

export type LiveMode = "off" | "connecting" | "socket" | "events" | "polling";
export type Theme = "system" | "light" | "dark";

export interface Toast {
  id: number;
  kind: "info" | "success" | "error";
  message: string;
  action?: { label: string; run: () => void };
}

export type UploadState = "waiting" | "sending" | "accepted" | "duplicate" | "failed";

/** A file on its way to the service; what becomes of it there is told by its job. */
export interface Upload {
  id: number;
  name: string;
  sizeBytes: number;
  sentBytes: number;
  state: UploadState;
  error?: string;
  documentId?: string;
  jobId?: string;
}

export interface State {
  profile: ProfileReply | null;
  /** False until it is known whether somebody is signed in. */
  isReady: boolean;
  live: LiveMode;
  theme: Theme;
  language: Language;
  toasts: Toast[];
  uploads: Upload[];
  entries: Record<string, Entry>;
}

const listeners = new Set<() => void>();
let state: State = {
  profile: null, isReady: false, live: "off", theme: "system", language: "en", toasts: [], uploads: [], entries: {},
};

export function getState(): State {
  return state;
}

export function setState(change: Partial<State> | ((before: State) => Partial<State>)): void {
  state = { ...state, ...(typeof change === "function" ? change(state) : change) };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A part of the state. `select` has to return the same object while nothing has changed. */
export function useStore<T>(select: (state: State) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}
