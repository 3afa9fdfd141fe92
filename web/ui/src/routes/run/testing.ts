/// A board for tests.
import type { RunPlan, RunStates } from "../../api/run-view";
import type { NodeState } from "../../api/runs";
import { type Board, boardOf, placesOf } from "./board";

export const LEGEND: NodeState[] = [
  "pending",
  "running",
  "waiting",
  "retrying",
  "succeeded",
  "failed",
  "skipped",
  "cancelled",
];

/** A node as a test names it. */
export interface Given {
  id: string;
  state?: NodeState;
  preds?: number[];
  started?: number | null;
  finished?: number | null;
  attempts?: number;
}

export function planOf(nodes: readonly Given[]): RunPlan {
  return {
    run: "r",
    graph: "g",
    version: 1,
    plan: "p",
    ids: nodes.map(({ id }) => id),
    handlers: ["shop.work"],
    handler: nodes.map(() => 0),
    preds: nodes.map(({ preds }) => preds ?? []),
  };
}

export function statesOf(nodes: readonly Given[]): RunStates {
  return {
    run: "r",
    plan: "p",
    state: "running",
    cancelling: false,
    epoch: 0,
    created: "2026-03-04T05:06:00.000Z",
    finished_at: null,
    counts: {},
    legend: LEGEND,
    states: nodes.map(({ state }) => LEGEND.indexOf(state ?? "pending")),
    attempts: nodes.map(({ attempts }) => attempts ?? 0),
    started: nodes.map(({ started }) => started ?? null),
    finished: nodes.map(({ finished }) => finished ?? null),
  };
}

export function board(nodes: readonly Given[]): Board {
  const plan = planOf(nodes);
  return boardOf(plan, statesOf(nodes), placesOf(plan));
}
