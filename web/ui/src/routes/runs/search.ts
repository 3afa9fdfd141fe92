/// The filters of the list of runs as they stand in its address.
import { RUN_STATES, type RunState, type RunsFilter } from "../../api/runs";

export interface RunsSearch {
  state?: RunState[];
  graph?: string;
  label?: string[];
  since?: string;
  until?: string;
}

/** The filters of an address. What makes no sense is left out: a mistyped address still shows something. */
export function searchOf(given: Record<string, unknown>): RunsSearch {
  const states = texts(given.state).filter(isState);
  const labels = texts(given.label).filter((label) => label.indexOf("=") > 0);
  return {
    ...(states.length > 0 && { state: states }),
    ...(labels.length > 0 && { label: labels }),
    ...(typeof given.graph === "string" && given.graph !== "" && { graph: given.graph }),
    ...(isMoment(given.since) && { since: given.since }),
    ...(isMoment(given.until) && { until: given.until }),
  };
}

/** What is asked of the API for an address. */
export function filterOf(search: RunsSearch): RunsFilter {
  return { ...search };
}

/** True if some filter is on. */
export function isNarrowed(search: RunsSearch): boolean {
  return Object.keys(search).length > 0;
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === "string");
}

function isState(text: string): text is RunState {
  return RUN_STATES.some((known) => known === text);
}

function isMoment(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
