/// The run of the page, kept up to date, for everything on its screen.
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef } from "react";
import { headQuery, planQuery } from "../../api/run-view";
import type { RunDetail } from "../../api/runs";
import { type Board, boardOf, isGoingOn, momentOf, placesOf } from "./board";
import { useFollowing, useStatesQuery } from "./use-following";

export const BoardContext = createContext<Board | undefined>(undefined);

/** The run that the screen around shows. */
export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (board === undefined) throw new Error("there is no run around this");
  return board;
}

/** Joins what is asked of a run, and keeps asking while it may move. */
export function useBoardOf(run: string): Board {
  const { data: plan } = useSuspenseQuery(planQuery(run));
  const places = useMemo(() => placesOf(plan), [plan]);
  const query = useStatesQuery(run, places);
  const { data: states } = useSuspenseQuery(query);
  const board = useMemo(() => boardOf(plan, states, places), [plan, states, places]);
  useFollowing({ run, places, query, going: isGoingOn(board) });
  return board;
}

/** The run without its nodes: its inputs and labels, and its error once it has one. */
export function useHead(board: Board): RunDetail {
  const queries = useQueryClient();
  const moment = momentOf(board);
  const known = useRef(moment);
  useEffect(() => {
    if (known.current === moment) return;
    known.current = moment;
    void queries.invalidateQueries({ queryKey: headQuery(board.run).queryKey });
  }, [queries, board.run, moment]);
  return useSuspenseQuery(headQuery(board.run)).data;
}
