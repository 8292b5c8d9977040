import { getState, setState, type LiveMode } from "../store/store";
import { send } from "./client";
import { readEvents } from "./events";
import type { Operations } from "./schema";
import { accessToken } from "./session";

export interface LiveEvent {
  type: string;
  payload: Record<string, unknown>;
  id?: string;
}

type Listener = (event: LiveEvent) => void;

/** Tries of the WebSocket that fail before events are fetched in another way. */
const socketTries = 2;
/** A socket that said nothing for this long, though the service sends a heartbeat every 15 seconds, is dead. */
const silenceMilliseconds = 40_000;
/** Events are listened to for so long before a socket is tried again. */
const eventsMilliseconds = 60_000;
const pollMilliseconds = 3000;
const longestPauseMilliseconds = 20_000;
/** Named as an operation, so that it is held against what the service has. */
const socketOperation: keyof Operations = "GET /ws";

/** What happens in the workspace, as it happens: over a WebSocket, else as server-sent events, else by asking again and again. */
export class LiveConnection {
  private lastId: string | undefined;
  private stopper = new AbortController();

  constructor(private readonly tell: Listener) {}

  start(): void {
    void this.run(this.stopper.signal);
  }

  stop(): void {
    this.stopper.abort();
    setState({ live: "off" });
  }

  private async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      this.show(failures === 0 ? "connecting" : getState().live);
      const connected = await this.socket(signal).catch(() => false);
      failures = connected ? 0 : failures + 1;
      if (signal.aborted) return;
      if (failures >= socketTries && !(await this.events(signal).catch(() => false))) await this.poll(signal);
      const pause = Math.min(longestPauseMilliseconds, 400 * 2 ** Math.min(failures, 6));
      this.show("connecting");
      await sleep(pause * (0.5 + Math.random()), signal);
    }
  }

  private show(live: LiveMode): void {
    if (!this.stopper.signal.aborted && getState().live !== live) setState({ live });
  }

  private hear(text: string): void {
    let event: LiveEvent;
    try {
      event = JSON.parse(text) as LiveEvent;
    } catch {
      return;
    }
    if (event.id) this.lastId = event.id;
    this.tell(event);
  }

  /** True when it was connected, after it is closed. */
  private async socket(signal: AbortSignal): Promise<boolean> {
    const token = await accessToken();
    return new Promise((resolve) => {
      const scheme = location.protocol === "https:" ? "wss" : "ws";
      const after = this.lastId ? `?after=${this.lastId}` : "";
      const socket = new WebSocket(`${scheme}://${location.host}${socketOperation.slice(4)}${after}`, ["mivaa", `bearer.${token}`]);
      let wasOpen = false;
      let silence = window.setTimeout(() => socket.close(), silenceMilliseconds);
      const stop = () => socket.close();
      signal.addEventListener("abort", stop);
      socket.onopen = () => {
        wasOpen = true;
        this.show("socket");
        // What happened while there was no connection, and is too long ago to be told again.
        this.tell({ type: "reconnected", payload: {} });
      };
      socket.onmessage = (message) => {
        window.clearTimeout(silence);
        silence = window.setTimeout(() => socket.close(), silenceMilliseconds);
        this.hear(String(message.data));
      };
      socket.onclose = () => {
        window.clearTimeout(silence);
        signal.removeEventListener("abort", stop);
        resolve(wasOpen);
      };
    });
  }

  /** True when it was connected, after it is closed, or after it is time to try a socket again. */
  private async events(signal: AbortSignal): Promise<boolean> {
    const response = await send("GET /api/v1/events", { query: { after: this.lastId }, signal });
    this.show("events");
    this.tell({ type: "reconnected", payload: {} });
    const end = Date.now() + eventsMilliseconds;
    await readEvents(response, (event) => this.hear(event.data), () => Date.now() < end);
    return true;
  }

  private async poll(signal: AbortSignal): Promise<void> {
    this.show("polling");
    for (let round = 0; round < 5 && !signal.aborted; round += 1) {
      this.tell({ type: "poll", payload: {} });
      await sleep(pollMilliseconds, signal);
    }
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      window.clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
