/// What went wrong with a request: the problem document of the API (RFC 9457) as an error.
import type { components } from "./schema";

type Document = components["schemas"]["ProblemDocument"];
export type Place = components["schemas"]["ErrorPlace"];

/** A request that failed. `code` is a stable word; `status` is 0 when no answer came at all. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly places: readonly Place[];
  readonly trace: string;
  /** Seconds after which it may be tried again, if the answer said so. */
  readonly retryAfter: number | undefined;

  constructor(document: Partial<Document>, retryAfter?: number) {
    super(document.detail ?? document.title ?? "");
    this.status = document.status ?? 0;
    this.code = document.code ?? "unknown";
    this.places = document.errors ?? [];
    this.trace = document.trace_id ?? "";
    this.retryAfter = retryAfter;
  }

  /** True if the same request may well succeed a little later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** The problem that an answer tells of, also one that came from a proxy and is no problem document. */
export function problemOf(response: Response, body: unknown): Problem {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const known = isDocument(body) ? body : { code: `http_${response.status}`, detail: response.statusText };
  return new Problem({ ...known, status: response.status }, Number.isFinite(seconds) ? seconds : undefined);
}

/** The problem of a request that got no answer. */
export function unreachable(): Problem {
  return new Problem({ status: 0, code: "unreachable" });
}

function isDocument(body: unknown): body is Document {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body;
}
