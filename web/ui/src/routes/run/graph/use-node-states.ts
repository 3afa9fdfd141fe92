/// The states for the drawing: one holder for each run, told only what has changed.
import { useEffect, useMemo, useRef } from "react";
import { createNodeStates, type NodeStates } from "../../../components/graph/node-states";
import { type Board, idAt, stateAt } from "../board";
import { pastStateAt } from "../replay/past";

/** As the run stands, or as it stood at a moment. */
export function useNodeStates(board: Board, moment: number | null): NodeStates {
  const { run } = board;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run is another holder
  const holder = useMemo(() => createNodeStates(), [run]);
  const shown = useRef<{ holder: NodeStates; states: Map<number, string> } | null>(null);
  useEffect(() => {
    const known = shown.current?.holder === holder ? shown.current.states : new Map<number, string>();
    holder.update([...changes(board, moment, known)]);
    shown.current = { holder, states: known };
  }, [holder, board, moment]);
  return holder;
}

/** What is not as it was shown; `known` is brought up to date. */
function* changes(
  board: Board,
  moment: number | null,
  known: Map<number, string>,
): Iterable<[string, { state: string }]> {
  for (let place = 0; place < board.size; place++) {
    const state = moment === null ? stateAt(board, place) : pastStateAt(board, place, moment);
    if (known.get(place) === state) continue;
    known.set(place, state);
    yield [idAt(board, place), { state }];
  }
}
