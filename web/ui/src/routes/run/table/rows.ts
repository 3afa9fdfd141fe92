/// The nodes of a run as the table has them: narrowed and in an order. Pure.
import type { NodeState } from "../../../api/runs";
import { NODE_STATES } from "../../../components/state/node-states-order";
import { type Board, handlerAt, idAt, stateAt, timesAt } from "../board";

export type Column = "node" | "state" | "handler" | "attempts" | "started" | "ran";

export interface Sort {
  by: Column;
  down: boolean;
}

/** Places of the nodes that a filter finds, in the order of the plan. */
export function found(board: Board, states: readonly NodeState[] | undefined, text: string | undefined): number[] {
  const wanted = text?.toLocaleLowerCase() ?? "";
  const places: number[] = [];
  for (let place = 0; place < board.size; place++) {
    if (states !== undefined && !states.includes(stateAt(board, place))) continue;
    if (wanted !== "" && !says(board, place, wanted)) continue;
    places.push(place);
  }
  return places;
}

function says(board: Board, place: number, wanted: string): boolean {
  return (
    idAt(board, place).toLocaleLowerCase().includes(wanted) ||
    handlerAt(board, place).toLocaleLowerCase().includes(wanted)
  );
}

/** The same in another order; without one, that of the plan. What has no value comes last. */
export function sorted(board: Board, places: readonly number[], sort: Sort | null): readonly number[] {
  if (sort === null) return places;
  const keys = new Map(places.map((place) => [place, keyOf(board, place, sort.by)]));
  const sign = sort.down ? -1 : 1;
  return places.toSorted((a, b) => sign * order(keys.get(a) ?? null, keys.get(b) ?? null, sign) || a - b);
}

/** How long a node ran, or has been running until `now`, in milliseconds; null if it never began. */
export function ranAt(board: Board, place: number, now: number): number | null {
  const { started, finished } = timesAt(board, place);
  if (started === null) return null;
  if (finished !== null) return Math.max(0, finished - started);
  return stateAt(board, place) === "running" ? Math.max(0, now - started) : null;
}

type Key = string | number | null;

function keyOf(board: Board, place: number, by: Column): Key {
  if (by === "node") return idAt(board, place);
  if (by === "handler") return handlerAt(board, place);
  if (by === "state") return NODE_STATES.indexOf(stateAt(board, place));
  if (by === "attempts") return board.states.attempts[place] ?? 0;
  return by === "started" ? timesAt(board, place).started : ranAt(board, place, Number.MAX_SAFE_INTEGER);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function order(a: Key, b: Key, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : sign * (a === null ? 1 : -1);
  if (typeof a === "string" && typeof b === "string") return collator.compare(a, b);
  return Number(a) - Number(b);
}
