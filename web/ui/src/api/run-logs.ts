/// What handlers of a run said.
import { api, type Schemas, take } from "./client";
import { address } from "./place";

export type LogPage = Schemas["RunLogPage"];
export type LogItem = LogPage["items"][number];

/** Which lines; what is not there does not narrow them. `level` is the lowest. */
export interface LogFilter {
  node?: string | undefined;
  epoch?: number | undefined;
  attempt?: number | undefined;
  level?: LogItem["level"] | undefined;
}

const PAGE = 1000;

/** A page of lines, the oldest first. */
export function logPage(run: string, filter: LogFilter, cursor: string | null, signal: AbortSignal): Promise<LogPage> {
  const query = { ...asked(filter), limit: PAGE, ...(cursor !== null && { cursor }) };
  return take(api.GET("/api/v1/runs/{run_id}/logs", { params: { path: { run_id: run }, query }, signal }));
}

/** Where lines can be taken from as one text. */
export function rawAddress(run: string, filter: LogFilter): string {
  return `${address}/api/v1/runs/${run}/logs/raw?${queryOf(filter)}`;
}

/** Where lines come as they are said, from those on that a page says. */
export function followAddress(run: string, filter: LogFilter, after: string): string {
  const query = queryOf(filter);
  query.set("after", after);
  return `${address}/api/v1/runs/${run}/logs/stream?${query}`;
}

function asked(filter: LogFilter) {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function queryOf(filter: LogFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(asked(filter)).map(([name, value]) => [name, String(value)]));
}
