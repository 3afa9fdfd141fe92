/// Runs: lists of them, and one with its nodes.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type RunState = Schemas["RunState"];
export type NodeState = Schemas["NodeState"];
export type RunSummary = Schemas["RunSummary"];
export type RunDetail = Schemas["RunDetail"];
export type RunPage = Schemas["RunPage"];
export type NodeView = Schemas["NodeView"];
export type Failure = Schemas["FailureView"];

/** In the order in which people look for them. */
export const RUN_STATES: readonly RunState[] = ["running", "pending", "paused", "failed", "cancelled", "succeeded"];

/** What is asked of a list of runs; what is not there does not narrow it. */
export interface RunsFilter {
  state?: RunState[] | undefined;
  graph?: string | undefined;
  label?: string[] | undefined;
  input?: string[] | undefined;
  /** The beginning of an id, or words of the graph's name, the key, labels, the error. */
  text?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

const PAGE = 50;

/** Runs, newest first, page after page. */
export function runsQuery(filter: RunsFilter, limit = PAGE) {
  return infiniteQueryOptions({
    queryKey: ["runs", filter, limit],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      take(api.GET("/api/v1/runs", { params: { query: { ...asked(filter), limit, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.cursor,
  });
}

/** Whether there is a run at all. */
export const runExistsQuery = queryOptions({
  queryKey: ["runs", "any"],
  queryFn: async ({ signal }) => {
    const { items } = await take(api.GET("/api/v1/runs", { params: { query: { limit: 1, fields: "id" } }, signal }));
    return items.length > 0;
  },
});

/** One run with all its nodes. */
export function runQuery(run: string) {
  return queryOptions({
    queryKey: ["run", run],
    queryFn: ({ signal }) => take(api.GET("/api/v1/runs/{run_id}", { params: { path: { run_id: run } }, signal })),
  });
}

/** True for a run that will not move again by itself. */
export function hasEnded(state: RunState): boolean {
  return state === "succeeded" || state === "failed" || state === "cancelled";
}

function asked(filter: RunsFilter) {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
