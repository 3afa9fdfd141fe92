/// Keeps what is known of a run up to date: by events while they come, by asking again while they do not.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { headQuery, statesQuery } from "../../api/run-view";
import type { LiveEvent } from "../../live/event";
import { useLiveEvents, useLiveRun, useLiveStatus } from "../../live/use-live";
import { patchStates } from "./patch-states";

/** Milliseconds between two looks without events, and with them, in case one is lost. */
const LOOK = 2000;
const CHECK = 30_000;

export function useFollowing(run: string, places: ReadonlyMap<string, number>, going: boolean): void {
  const queries = useQueryClient();
  const status = useLiveStatus();
  useLiveRun(run);
  useLiveEvents(
    useCallback(
      (events: readonly LiveEvent[]) => {
        const { queryKey } = statesQuery(run);
        queries.setQueryData(queryKey, (known) => known && patchStates(known, places, events));
        const mine = events.filter((event) => event.run === run);
        // A run that is done again has another epoch, in which no event tells what its nodes are in the beginning.
        if (mine.some(({ kind }) => kind === "run" || kind === "control")) {
          void queries.invalidateQueries({ queryKey, exact: true });
        }
        if (mine.some(({ kind }) => kind === "operation" || kind === "run")) {
          void queries.invalidateQueries({ queryKey: headQuery(run).queryKey });
          void queries.invalidateQueries({ queryKey: ["run", run, "operations"] });
        }
      },
      [queries, run, places],
    ),
  );
  const pause = status === "live" ? CHECK : LOOK;
  // The browser sends the ETag that it has: what has not changed costs next to nothing.
  useQuery({ ...statesQuery(run), refetchInterval: going || status !== "live" ? pause : false });
}
