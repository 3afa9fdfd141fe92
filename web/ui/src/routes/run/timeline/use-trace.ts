/// The trace of the run of the screen: asked again when the stream tells that something has happened.
import { useThrottledCallback } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { traceQuery } from "../../../api/run-view";
import type { LiveEvent } from "../../../live/event";
import { useLiveEvents, useLiveStatus } from "../../../live/use-live";
import { isGoingOn, momentOf } from "../board";
import { useBoard } from "../use-board";

/** Milliseconds between two looks while things happen, at small runs and at large ones: a trace is long. */
const LOOK = { small: 500, large: 15_000 };
const LARGE = 2000;
/** Milliseconds between two looks while no event comes because the stream is away. */
const BLIND = 3000;

export function useTrace() {
  const board = useBoard();
  const { run } = board;
  const queries = useQueryClient();
  const status = useLiveStatus();
  const pause = board.size > LARGE ? LOOK.large : LOOK.small;
  const again = useThrottledCallback(() => queries.invalidateQueries({ queryKey: ["run", run, "trace"] }), pause);
  useLiveEvents(
    useCallback(
      (events: readonly LiveEvent[]) => {
        if (events.some((event) => event.run === run)) again();
      },
      [run, again],
    ),
  );
  return useQuery({
    ...traceQuery(run, momentOf(board)),
    refetchInterval: isGoingOn(board) && status !== "live" ? Math.max(BLIND, pause) : false,
  });
}
