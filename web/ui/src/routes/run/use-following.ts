/// Keeps the states of a run up to date: asks again and again while the run goes on and the page is looked at.
import { useQuery } from "@tanstack/react-query";
import { statesQuery } from "../../api/run-view";

/** Milliseconds between two looks. */
const LOOK = 2000;

export function useFollowing(run: string, going: boolean): void {
  // The browser sends the ETag that it has: what has not changed costs next to nothing.
  useQuery({ ...statesQuery(run), refetchInterval: going ? LOOK : false });
}
