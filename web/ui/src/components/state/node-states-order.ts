/// The states of nodes in the order in which people look for them.
import type { NodeState } from "../../api/runs";

export const NODE_STATES: readonly NodeState[] = [
  "failed",
  "running",
  "retrying",
  "waiting",
  "pending",
  "succeeded",
  "skipped",
  "cancelled",
];

/** True for a node that will not move again by itself. */
export function nodeHasEnded(state: NodeState): boolean {
  return state === "succeeded" || state === "failed" || state === "skipped" || state === "cancelled";
}
