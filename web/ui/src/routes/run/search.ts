/// What the address of a run says: the tab, the node beside it, and how the tab is narrowed.

import type { NodeState } from "../../api/runs";
import { LOG_LEVELS, type LogLevel } from "../../components/log-lines/line";
import { NODE_STATES } from "../../components/state/node-states-order";

export const TABS = ["graph", "timeline", "table", "logs", "events", "result", "trace"] as const;
export type Tab = (typeof TABS)[number];

export interface RunSearch {
  tab?: Tab;
  /** The node that is looked at. */
  node?: string;
  /** Nodes of these states only. */
  state?: NodeState[];
  /** Nodes whose name or handler holds this text. */
  text?: string;
  /** The stretch of time that the timeline shows, in milliseconds after the run was created. */
  from?: number;
  to?: number;
  /** The moment that is replayed, in milliseconds after the run was created. */
  at?: number;
  /** Lines of logs of this level or above. */
  level?: LogLevel;
  /** A text in lines of logs. */
  find?: string;
  /** A try of the node, as "epoch.attempt". */
  attempt?: string;
  /** A line of the log. */
  line?: string;
}

/** What an address says. What makes no sense is left out. */
export function runSearchOf(given: Record<string, unknown>): RunSearch {
  const states = [given.state].flat().filter((each): each is NodeState => oneOf(NODE_STATES, each));
  return {
    ...(oneOf(TABS, given.tab) && { tab: given.tab }),
    ...text("node", given.node),
    ...(states.length > 0 && { state: states }),
    ...text("text", given.text),
    ...moment("from", given.from),
    ...moment("to", given.to),
    ...moment("at", given.at),
    ...(oneOf(LOG_LEVELS, given.level) && { level: given.level }),
    ...text("find", given.find),
    ...text("attempt", given.attempt),
    ...text("line", given.line),
  };
}

function oneOf<T extends string>(known: readonly T[], value: unknown): value is T {
  return known.some((each) => each === value);
}

/** A name that is a number in an address is still a name. */
function text<K extends "node" | "text" | "find" | "attempt" | "line">(
  key: K,
  value: unknown,
): Partial<Record<K, string>> {
  const said = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof said === "string" && said !== "" ? ({ [key]: said } as Record<K, string>) : {};
}

function moment<K extends "from" | "to" | "at">(key: K, value: unknown): Partial<Record<K, number>> {
  return typeof value === "number" && Number.isFinite(value) && value >= 0
    ? ({ [key]: value } as Record<K, number>)
    : {};
}
