/// The trace of the run of the screen, asked again while the run goes on.
import { useQuery } from "@tanstack/react-query";
import { traceQuery } from "../../../api/run-view";
import { isGoingOn, momentOf } from "../board";
import { useBoard } from "../use-board";

/** Milliseconds between two looks, of small runs and of large ones: a trace is long. */
const LOOK = { small: 3000, large: 15_000 };
const LARGE = 2000;

export function useTrace() {
  const board = useBoard();
  const pause = board.size > LARGE ? LOOK.large : LOOK.small;
  return useQuery({
    ...traceQuery(board.run, momentOf(board)),
    refetchInterval: isGoingOn(board) ? pause : false,
  });
}
