/// The filters of the list of runs as they stand in its address.
import { isPair } from "../../api/pairs";
import { RUN_STATES, type RunState, type RunsFilter } from "../../api/runs";

/** Times that go along with the clock: the last hour, day, week, month. */
export const LASTS = ["1h", "24h", "7d", "30d"] as const;
export type Last = (typeof LASTS)[number];

export interface RunsSearch {
  state?: RunState[];
  graph?: string;
  text?: string;
  label?: string[];
  input?: string[];
  last?: Last;
  since?: string;
  until?: string;
}

const HOUR = 3_600_000;
const LENGTHS: Readonly<Record<Last, number>> = { "1h": HOUR, "24h": 24 * HOUR, "7d": 168 * HOUR, "30d": 720 * HOUR };
/** Milliseconds between two beginnings of a time that goes along with the clock: lists need not be asked at each look. */
const GRAIN = 300_000;

/** The filters of an address. What makes no sense is left out: a mistyped address still shows something. */
export function searchOf(given: Record<string, unknown>): RunsSearch {
  const states = texts(given.state).filter(isState);
  const labels = texts(given.label).filter(isPair);
  const inputs = texts(given.input).filter(isPair);
  const last = LASTS.find((known) => known === given.last);
  return {
    ...(states.length > 0 && { state: states }),
    ...(labels.length > 0 && { label: labels }),
    ...(inputs.length > 0 && { input: inputs }),
    ...(isText(given.graph) && { graph: given.graph }),
    ...(isText(given.text) && { text: given.text }),
    ...(last !== undefined && { last }),
    ...(last === undefined && isMoment(given.since) && { since: given.since }),
    ...(last === undefined && isMoment(given.until) && { until: given.until }),
  };
}

/** What is asked of the API for an address at a time. */
export function filterOf({ last, ...search }: RunsSearch, now = Date.now()): RunsFilter {
  if (last === undefined) return search;
  const since = Math.floor((now - LENGTHS[last]) / GRAIN) * GRAIN;
  return { ...search, since: new Date(since).toISOString() };
}

/** True if some filter is on. */
export function isNarrowed(search: RunsSearch): boolean {
  return Object.keys(search).length > 0;
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === "string");
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isState(text: string): text is RunState {
  return RUN_STATES.some((known) => known === text);
}

function isMoment(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
