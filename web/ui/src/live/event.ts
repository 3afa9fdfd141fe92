/// What the stream tells: one event for each thing that happens to a run.
import type { components } from "../api/schema";

type Schemas = components["schemas"];

export const EVENT_KINDS = ["run", "node", "progress", "control", "operation", "deleted"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** One event. Fields that its kind has no use for are not there. */
export interface LiveEvent {
  kind: EventKind;
  /** Where to go on after it. */
  id: string;
  run: string;
  graph?: string;
  at?: string;
  state?: Schemas["RunState"] | Schemas["NodeState"];
  node?: string;
  attempt?: number;
  epoch?: number;
  worker?: string;
  not_before?: string;
  control?: "go" | "pause" | "cancel";
  error?: Schemas["FailureView"];
  progress?: Schemas["ProgressView"];
}

/** How well the page follows: `stale` is a connection that has been away for so long that what is shown may be old. */
export type LiveStatus = "live" | "reconnecting" | "stale";
