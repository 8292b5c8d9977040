import { ApiError } from "./errors";
import type { DownloadLink, Operations } from "./schema";
import { accessToken } from "./session";

export type Operation = keyof Operations;
type Reply<O extends Operation> = Operations[O]["reply"];
/** What stands in `data` of the envelope that most answers come in. */
type Data<O extends Operation> = Reply<O> extends { data: infer D; success: boolean } ? D : Reply<O>;
type Value = string | number | boolean | undefined | null;

export interface Parameters<O extends Operation> {
  /** Values for the braces in the path. */
  path?: Record<string, string | number>;
  query?: Operations[O]["query"];
  body?: Operations[O]["body"];
  form?: FormData;
  signal?: AbortSignal;
  /** False for routes that serve people who have not signed in. */
  signedIn?: boolean;
  /** A password is in the body: refused, it is the password that was wrong, and sending it again would count as a second guess. */
  guesses?: boolean;
  headers?: Record<string, string>;
  /** Sent also when the page is closed meanwhile. */
  keepalive?: boolean;
}

/** The method and the address of an operation with its parameters. */
export function address<O extends Operation>(operation: O, parameters: Pick<Parameters<O>, "path" | "query"> = {}): { method: string; url: string } {
  const [method = "GET", template = ""] = operation.split(" ");
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters.path?.[name] ?? "")));
  const pairs = Object.entries((parameters.query ?? {}) as Record<string, Value | Value[]>).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null && one !== "")
      .map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`),
  );
  return { method, url: pairs.length ? `${path}?${pairs.join("&")}` : path };
}

/** Sends a request; renews the access token once when the service would not take it. */
export async function send<O extends Operation>(operation: O, parameters: Parameters<O> = {}): Promise<Response> {
  const { method, url } = address(operation, parameters);
  const { body, form, signal, keepalive, signedIn = true, guesses = false } = parameters;
  const attempt = (token?: string) => {
    const headers: Record<string, string> = { ...parameters.headers };
    if (token) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    return fetch(url, { method, headers, body: form ?? (body === undefined ? undefined : JSON.stringify(body)), signal, keepalive });
  };
  if (!signedIn) return checked(await attempt());
  const token = await accessToken();
  const response = await attempt(token);
  if (response.status !== 401 || guesses) return checked(response);
  return checked(await attempt(await accessToken(token)));
}

async function checked(response: Response): Promise<Response> {
  if (response.ok || response.status === 304) return response;
  throw await ApiError.from(response);
}

/** What the service answers, out of its envelope. */
export async function call<O extends Operation>(operation: O, parameters: Parameters<O> = {}): Promise<Data<O>> {
  const response = await send(operation, parameters);
  const reply = (await response.json()) as { success?: boolean; data?: unknown };
  return (reply !== null && typeof reply === "object" && "success" in reply && "data" in reply ? reply.data : reply) as Data<O>;
}

/** The service's word for an answer that the browser fetches itself. */
const linkPreference = "download-link";

/** Saves what the service answers as a file. What is long comes as a link, and the browser writes it to the disk as it arrives; the rest is fetched here. */
export async function download<O extends Operation>(operation: O, parameters: Parameters<O>, fallbackName: string): Promise<void> {
  const response = await send(operation, { ...parameters, headers: { ...parameters.headers, prefer: linkPreference } });
  if (response.status === 201) {
    const { data } = (await response.json()) as { data: DownloadLink };
    return follow(data.url, fallbackName);
  }
  const disposition = response.headers.get("content-disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  save(await response.blob(), encoded ? decodeURIComponent(encoded) : fallbackName);
}

/** - Parameter name: used when the answer names none. */
function follow(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}

export function save(content: Blob, name: string): void {
  const place = URL.createObjectURL(content);
  follow(place, name);
  // Not at once: some browsers read it a moment later.
  window.setTimeout(() => URL.revokeObjectURL(place), 10_000);
}
