/// Keeps what is known of a run up to date: by events while they come, by asking again while they do not.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { askStates, headQuery, statesQuery } from "../../api/run-view";
import type { LiveEvent } from "../../live/event";
import { useLive, useLiveEvents, useLiveRun, useLiveStatus } from "../../live/use-live";
import { patchStates } from "./patch-states";

/** Milliseconds between two looks without events, and with them, in case one is lost. */
const LOOK = 2000;
const CHECK = 30_000;

type States = ReturnType<typeof statesQuery>;

/** How the nodes of a run stand, with whatever is told of them while the answer is on its way. */
export function useStatesQuery(run: string, places: ReadonlyMap<string, number>): States {
  const flights = useLive()?.flights;
  return useMemo(() => {
    const query = statesQuery(run);
    if (flights === undefined) return query;
    const queryFn = async ({ signal }: { signal: AbortSignal }) => {
      const [states, told] = await flights.during(() => askStates(run, signal));
      return patchStates(states, places, told);
    };
    return { ...query, queryFn };
  }, [flights, run, places]);
}

interface Followed {
  run: string;
  places: ReadonlyMap<string, number>;
  /** How its nodes are asked for. */
  query: States;
  /** Whether anything may happen to it by itself. */
  going: boolean;
}

export function useFollowing({ run, places, query, going }: Followed): void {
  const queries = useQueryClient();
  const status = useLiveStatus();
  useLiveRun(run);
  useLiveEvents(
    useCallback(
      (events: readonly LiveEvent[]) => {
        const { queryKey } = query;
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
      [queries, run, places, query],
    ),
  );
  const pause = status === "live" ? CHECK : LOOK;
  // The browser sends the ETag that it has: what has not changed costs next to nothing.
  useQuery({ ...query, refetchInterval: going || status !== "live" ? pause : false });
}
