/// The query of the log explorer as it stands in its address.
import type { LogFilter, LogLevel } from "../../api/logs";
import { LOG_LEVELS } from "../../components/log-lines/line";

/** How far back a query looks, in milliseconds; a query that is kept means the last hour of whenever it is opened. */
export const RANGES = {
  "15m": 15 * 60_000,
  "1h": 3_600_000,
  "6h": 6 * 3_600_000,
  "24h": 24 * 3_600_000,
  "7d": 7 * 24 * 3_600_000,
} as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as readonly Range[];

export interface LogsSearch {
  text?: string;
  level?: LogLevel;
  graph?: string;
  handler?: string;
  worker?: string;
  range?: Range;
  /** In place of a range: from this time, and up to this one. */
  since?: string;
  until?: string;
  /** New lines are shown as they come. */
  live?: true;
  /** The line that is framed. */
  line?: string;
}

const TEXTS = ["text", "graph", "handler", "worker", "line"] as const;
const MOMENTS = ["since", "until"] as const;

/** The query of an address; what makes no sense is left out. */
export function logsSearchOf(given: Record<string, unknown>): LogsSearch {
  const level = LOG_LEVELS.find((each) => each === given.level);
  const range = RANGE_NAMES.find((each) => each === given.range);
  const texts = TEXTS.map((name) => [name, typeof given[name] === "number" ? String(given[name]) : given[name]]);
  const moments = MOMENTS.map((name) => [name, given[name]]).filter(([, at]) => isMoment(at));
  return {
    ...Object.fromEntries(texts.filter(([, text]) => typeof text === "string" && text !== "")),
    ...(level && { level }),
    ...(range ? { range } : Object.fromEntries(moments)),
    ...(given.live === true && { live: true as const }),
  };
}

/** What is asked of the API for an address that is opened at a time. */
export function logFilterOf(search: LogsSearch, now: number): LogFilter {
  const { range, live: _live, line: _line, ...filter } = search;
  return range === undefined ? filter : { ...filter, since: new Date(now - RANGES[range]).toISOString() };
}

/** True if something narrows the query. */
export function isNarrowed({ live: _live, line: _line, ...filter }: LogsSearch): boolean {
  return Object.keys(filter).length > 0;
}

function isMoment(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
