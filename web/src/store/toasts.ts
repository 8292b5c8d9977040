import { ApiError } from "../api/errors";
import { getState, setState, type Toast } from "./store";

/** Long enough to read two lines; errors and offers to undo stay longer. */
const shownMilliseconds = 5000;
const shownLongMilliseconds = 9000;
let last = 0;

export function say(message: string, kind: Toast["kind"] = "info", action?: Toast["action"]): number {
  const id = ++last;
  setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), { id, kind, message, action }] }));
  window.setTimeout(() => dismiss(id), kind === "error" || action ? shownLongMilliseconds : shownMilliseconds);
  return id;
}

export function sayError(error: unknown): void {
  const known = ApiError.of(error);
  if (known.code !== "SIGNED_OUT") say(known.message, "error");
}

export function dismiss(id: number): void {
  if (getState().toasts.some((toast) => toast.id === id)) {
    setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
  }
}
