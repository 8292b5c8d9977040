import { forgetAll } from "../store/resources";
import { getState, setState } from "../store/store";
import { t } from "../text";
import { ApiError } from "./errors";
import type { Operations, ProfileReply, TokenReply } from "./schema";

interface Kept {
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  profile: ProfileReply;
}

const storageKey = "mivaa.session";
/** Not sent by the client of all others, which asks for a token first. */
const renewal: keyof Operations = "POST /api/v1/auth/refresh";
/** Tokens are renewed when they have less time left than a slow request takes. */
const marginMilliseconds = 30_000;
let kept: Kept | null = null;

function read(): Kept | null {
  try {
    const text = localStorage.getItem(storageKey);
    return text ? (JSON.parse(text) as Kept) : null;
  } catch {
    return kept;
  }
}

function write(session: Kept | null): void {
  kept = session;
  try {
    if (session) localStorage.setItem(storageKey, JSON.stringify(session));
    else localStorage.removeItem(storageKey);
  } catch {
    // Storage is blocked: the session lasts as long as the page.
  }
  setState({ profile: session?.profile ?? null });
}

/** Takes over what a sign-in, a refresh or a change of workspace answered. */
export function takeTokens(reply: TokenReply): void {
  const isOther = reply.workspace.workspace_id !== kept?.profile.workspace.workspace_id || reply.user.user_id !== kept?.profile.user.user_id;
  if (isOther) forgetAll();
  write({
    accessToken: reply.access_token,
    refreshToken: reply.refresh_token ?? kept?.refreshToken ?? "",
    expiresAt: Date.now() + reply.expires_in * 1000,
    profile: { user: reply.user, workspace: reply.workspace, permissions: reply.permissions, workspaces: reply.workspaces },
  });
}

export function dropSession(): void {
  write(null);
  forgetAll();
}

export function refreshToken(): string | undefined {
  return kept?.refreshToken || undefined;
}

/** The session of the last visit; other tabs' changes are followed from here on. */
export function restoreSession(): void {
  kept = read();
  setState({ profile: kept?.profile ?? null, isReady: true });
  window.addEventListener("storage", (event) => {
    if (event.key !== storageKey) return;
    const before = kept?.profile;
    kept = read();
    const isOther = before?.workspace.workspace_id !== kept?.profile.workspace.workspace_id || before?.user.user_id !== kept?.profile.user.user_id;
    if (isOther) forgetAll();
    setState({ profile: kept?.profile ?? null });
  });
}

/** An access token that is good for now.
 *
 * - Parameter rejected: one that the service would not take, so that another has to be fetched. */
export async function accessToken(rejected?: string): Promise<string> {
  const isGood = (session: Kept) => session.accessToken !== rejected && session.expiresAt - Date.now() > marginMilliseconds;
  if (kept && isGood(kept)) return kept.accessToken;
  if (!kept) throw signedOut();
  // A refresh token works once, and using it twice ends the session: one tab renews, the others wait and take what it got.
  return exclusively(async () => {
    const newest = read() ?? kept;
    if (!newest) throw signedOut();
    if (isGood(newest)) {
      kept = newest;
      return newest.accessToken;
    }
    return renew(newest);
  });
}

/** What is written to the storage is there for other tabs a moment later than the lock would be: with the old refresh token they would end the
 * session. */
const settleMilliseconds = 120;
let queue: Promise<unknown> = Promise.resolve();

function exclusively<T>(work: () => Promise<T>): Promise<T> {
  if (navigator.locks) {
    return new Promise<T>((resolve, reject) => {
      void navigator.locks.request("mivaa-session", async () => {
        await work().then(resolve, reject);
        await new Promise((done) => window.setTimeout(done, settleMilliseconds));
      });
    });
  }
  // Without locks (plain HTTP on another host) at least this tab does one at a time.
  const turn = queue.then(work, work);
  queue = turn.catch(() => undefined);
  return turn;
}

async function renew(session: Kept): Promise<string> {
  const response = await fetch(renewal.split(" ")[1] ?? "", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ refresh_token: session.refreshToken }),
  });
  if (response.ok) {
    const { data } = (await response.json()) as { data: TokenReply };
    takeTokens(data);
    return data.access_token;
  }
  if (response.status === 400 || response.status === 401 || response.status === 403) {
    dropSession();
    throw signedOut();
  }
  throw await ApiError.from(response);
}

function signedOut(): ApiError {
  if (getState().profile) dropSession();
  return new ApiError("SIGNED_OUT", t("error.signedOut"), 401);
}
