/// What can be done to a run and to a node, and when. Pure: the API decides; this keeps from offering what it refuses.
import type { Operation } from "../../../api/operations";
import type { NodeState, RunState } from "../../../api/runs";
import { nodeHasEnded } from "../../../components/state/node-states-order";

export const RUN_DEEDS = ["cancel", "pause", "resume", "retry", "rerun", "edit", "delete"] as const;
export const NODE_DEEDS = ["rerun_from", "skip", "mark_succeeded", "mark_failed"] as const;
export type RunDeed = (typeof RUN_DEEDS)[number];
export type NodeDeed = (typeof NODE_DEEDS)[number];
export type Deed = RunDeed | NodeDeed;

/** What whoever does it has chosen. */
export interface Choices {
  why: string;
  descendants: boolean;
  asNew: boolean;
  /** Inputs of a new run, or the result of a node that is marked. */
  value: unknown;
  message: string;
}

const GOING: readonly RunState[] = ["pending", "running", "paused"];
const ENDED: readonly RunState[] = ["succeeded", "failed", "cancelled"];

const ALLOWED: Readonly<Record<Deed, readonly RunState[]>> = {
  cancel: GOING,
  pause: ["pending", "running"],
  resume: ["paused"],
  retry: ["failed", "cancelled"],
  rerun: ENDED,
  edit: ENDED,
  delete: ENDED,
  rerun_from: ENDED,
  skip: GOING,
  mark_succeeded: ["pending", "running", "paused", "failed", "cancelled"],
  mark_failed: GOING,
};

/** True if the state of the run allows it. One that is being cancelled takes nothing more. */
export function runAllows(deed: Deed, state: RunState, cancelling: boolean): boolean {
  return ALLOWED[deed].includes(state) && !cancelling;
}

/** True if the state of the node allows it; the run's is judged apart. */
export function nodeAllows(deed: NodeDeed, node: NodeState, run: RunState): boolean {
  if (deed === "rerun_from") return true;
  if (deed === "mark_succeeded" && ENDED.includes(run)) return node !== "succeeded";
  return !nodeHasEnded(node);
}

/** What is asked of the API for a deed. */
export function operationOf(deed: Deed, node: string | undefined, choices: Choices): Operation {
  const { why } = choices;
  switch (deed) {
    case "rerun":
      return { kind: "rerun", why, as_new: choices.asNew };
    case "rerun_from":
      return { kind: "rerun", why, node: node ?? null, descendants: choices.descendants, as_new: choices.asNew };
    case "edit":
      return { kind: "rerun", why, as_new: true, inputs: choices.value as Record<string, unknown> };
    case "mark_succeeded":
      return { kind: "mark_succeeded", why, node: node ?? "", result: choices.value };
    case "mark_failed":
      return { kind: "mark_failed", why, node: node ?? "", message: choices.message };
    case "skip":
      return { kind: "skip", why, node: node ?? "" };
    default:
      return { kind: deed, why };
  }
}
