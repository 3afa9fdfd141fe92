/// A run as its screen knows it: the plan and how its nodes stand, joined by their place in the plan. Pure.
import type { RunPlan, RunStates } from "../../api/run-view";
import { hasEnded, type NodeState } from "../../api/runs";

export interface Board {
  readonly run: string;
  readonly plan: RunPlan;
  readonly states: RunStates;
  readonly size: number;
  /** The place of a node in the plan by its id. */
  readonly places: ReadonlyMap<string, number>;
}

/** Joins the two. `places` is what `placesOf` made of the plan. */
export function boardOf(plan: RunPlan, states: RunStates, places: ReadonlyMap<string, number>): Board {
  return { run: plan.run, plan, states, size: plan.ids.length, places };
}

/** The places of nodes by their ids. */
export function placesOf(plan: RunPlan): Map<string, number> {
  return new Map(plan.ids.map((id, place) => [id, place]));
}

export function idAt(board: Board, place: number): string {
  return board.plan.ids[place] ?? "";
}

export function handlerAt(board: Board, place: number): string {
  return board.plan.handlers[board.plan.handler[place] ?? 0] ?? "";
}

export function stateAt(board: Board, place: number): NodeState {
  return board.states.legend[board.states.states[place] ?? 0] ?? "pending";
}

/** Milliseconds after the run was created at which a node began and ended; null for what did not happen. */
export function timesAt(board: Board, place: number): { started: number | null; finished: number | null } {
  return { started: board.states.started?.[place] ?? null, finished: board.states.finished?.[place] ?? null };
}

/** Something that is another one whenever a node may have moved. */
export function momentAt(board: Board, place: number): string {
  const { states } = board;
  return `${states.epoch}.${stateAt(board, place)}.${states.attempts[place] ?? 0}.${states.finished?.[place] ?? ""}`;
}

/** Something that is another one whenever the run as such has moved. */
export function momentOf({ states }: Board): string {
  return `${states.epoch}.${states.state}.${states.cancelling}.${states.finished_at ?? ""}`;
}

/** True while the run may move by itself. A paused one does: handlers at work come to their end. */
export function isGoingOn(board: Board): boolean {
  return !hasEnded(board.states.state);
}

/** The places of the nodes that need each node: the other way round of `preds`. */
export function successorsOf(plan: RunPlan): number[][] {
  const successors = plan.ids.map((): number[] => []);
  plan.preds.forEach((preds, place) => {
    for (const pred of preds) successors[pred]?.push(place);
  });
  return successors;
}
