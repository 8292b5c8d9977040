import { t } from "../text";
import { said } from "../text/service";

/** Why the service did not do what it was asked, in words for people. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 0,
    readonly requestId?: string,
    readonly retrySeconds?: number,
  ) {
    super(message);
  }

  /** Errors of the connection and our own mistakes, too, have a code and a message. */
  static of(error: unknown): ApiError {
    if (error instanceof ApiError) return error;
    if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return new ApiError("OFFLINE", t("error.offline"));
    return new ApiError("UNEXPECTED", error instanceof Error ? error.message : String(error));
  }

  static async from(response: Response): Promise<ApiError> {
    const retry = Number(response.headers.get("retry-after")) || undefined;
    try {
      const body = (await response.json()) as { error?: string; message?: string; request_id?: string };
      return new ApiError(body.error ?? "UNKNOWN", said(body.message ?? response.statusText, body.error), response.status, body.request_id, retry);
    } catch {
      return new ApiError("UNKNOWN", t("error.status", { status: response.status }), response.status, undefined, retry);
    }
  }
}
