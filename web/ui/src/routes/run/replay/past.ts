/// How a run stood at some moment of its past, from when its nodes began and ended. Pure.
import type { NodeState } from "../../../api/runs";
import { type Board, stateAt, timesAt } from "../board";

/** The state of a node so many milliseconds after the run was created. Of several tries only the last is known. */
export function pastStateAt(board: Board, place: number, moment: number): NodeState {
  const { started, finished } = timesAt(board, place);
  if (finished !== null && finished <= moment) return stateAt(board, place);
  return started !== null && started <= moment ? "running" : "pending";
}

/** Milliseconds after its creation at which the last thing happened to the run; at least one. */
export function lengthOf(board: Board): number {
  const { created, finished_at, started, finished } = board.states;
  if (finished_at !== null) return Math.max(1, Date.parse(finished_at) - Date.parse(created));
  let last = 1;
  for (const times of [started ?? [], finished ?? []]) for (const time of times) last = Math.max(last, time ?? 0);
  return last;
}

/** Moments at which something changes, in order: where the keys of the scrubber lead. */
export function turnsOf(board: Board): number[] {
  const times = [...(board.states.started ?? []), ...(board.states.finished ?? [])];
  const turns = new Set(times.filter((time) => time !== null));
  return [...turns].sort((a, b) => a - b);
}
