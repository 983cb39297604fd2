/** Every failure of a request as one type: what happened, what to do, which request. */

export interface Problem {
  /** Of the answer; 0 when none came, null when no request is at fault. */
  status: number | null;
  code: string;
  title: string;
  detail: string;
  requestId?: string | null;
  retryAfter?: number | null;
}

export class ApiError extends Error {
  readonly status: number | null;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly retryAfter: number | null;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.requestId = problem.requestId ?? null;
    this.retryAfter = problem.retryAfter ?? null;
  }

  /** Whether asking again can help without anyone changing anything. */
  get isTemporary(): boolean {
    return this.status !== null && (this.status === 0 || this.status === 429 || this.status >= 500);
  }
}

export function offlineError(cause: unknown): ApiError {
  const error = new ApiError({
    status: 0,
    code: "unreachable",
    title: "The server cannot be reached",
    detail: "Check the network and that the services are running; nothing was lost.",
  });
  error.cause = cause;
  return error;
}

function text(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}

/** Reads an application/problem+json body; anything else keeps its status and says so. */
export function problemError(body: unknown, response: Response): ApiError {
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ApiError({
    status: response.status,
    code: text(fields, "code") || `http_${String(response.status)}`,
    title: text(fields, "title") || "The request failed",
    detail: text(fields, "detail") || `The server answered ${String(response.status)}.`,
    requestId: text(fields, "request_id") || response.headers.get("x-request-id"),
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
  });
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const detail = error instanceof Error ? error.message : "An unknown error.";
  return new ApiError({ status: null, code: "client", title: "This page failed", detail });
}
