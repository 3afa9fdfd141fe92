/// All that is looked at of one run: its plan, how its nodes stand, single nodes, and what was done to it.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type RunPlan = Schemas["RunPlan"];
export type RunStates = Schemas["RunStates"];
export type RunTrace = Schemas["RunTrace"];
export type NodeSpan = Schemas["NodeSpanView"];
export type NodeDetail = Schemas["NodeDetail"];
export type Attempt = Schemas["AttemptView"];
export type Waiting = Schemas["WaitingView"];
export type Hindrance = Schemas["HindranceView"];
export type DoneOperation = Schemas["DoneOperation"];

const run_ = (run: string) => ({ path: { run_id: run } });
const node_ = (run: string, node: string) => ({ path: { run_id: run, node_id: node } });

/** A run without its nodes. */
export function headQuery(run: string) {
  return queryOptions({
    queryKey: ["run", run, "head"],
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/runs/{run_id}", { params: { ...run_(run), query: { nodes: "false" } }, signal })),
  });
}

/** What a run was to do. It never changes. */
export function planQuery(run: string) {
  return queryOptions({
    queryKey: ["run", run, "plan"],
    staleTime: "static" as const,
    queryFn: ({ signal }) => take(api.GET("/api/v1/runs/{run_id}/plan", { params: run_(run), signal })),
  });
}

/** How every node of a run stands, and since when. */
export function statesQuery(run: string) {
  return queryOptions({
    queryKey: ["run", run, "states"],
    structuralSharing: false,
    queryFn: ({ signal }) => askStates(run, signal),
  });
}

/** The same, asked of the server at once. */
export function askStates(run: string, signal: AbortSignal): Promise<RunStates> {
  return take(api.GET("/api/v1/runs/{run_id}/states", { params: { ...run_(run), query: { times: "true" } }, signal }));
}

/** Where the time of a run went. `moment` is something that changes when the run has moved. */
export function traceQuery(run: string, moment: string) {
  return queryOptions({
    queryKey: ["run", run, "trace", moment],
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => take(api.GET("/api/v1/runs/{run_id}/trace", { params: run_(run), signal })),
  });
}

/** What a run returned. */
export function runResultQuery(run: string, moment: string) {
  return queryOptions({
    queryKey: ["run", run, "result", moment],
    queryFn: ({ signal }) => take(api.GET("/api/v1/runs/{run_id}/result", { params: run_(run), signal })),
  });
}

/** What was done to a run, oldest first. */
export function operationsQuery(run: string, moment: string) {
  return queryOptions({
    queryKey: ["run", run, "operations", moment],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await take(api.GET("/api/v1/runs/{run_id}/operations", { params: run_(run), signal }))).items,
  });
}

/** One node with its tries. */
export function nodeQuery(run: string, node: string, moment: string) {
  return queryOptions({
    queryKey: ["run", run, "node", node, moment],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/runs/{run_id}/nodes/{node_id}", { params: node_(run, node), signal })),
  });
}

/** Why a node does not run yet. */
export function waitingQuery(run: string, node: string, moment: string) {
  return queryOptions({
    queryKey: ["run", run, "waiting", node, moment],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/runs/{run_id}/nodes/{node_id}/waiting", { params: node_(run, node), signal })),
  });
}

/** What a node's handler is given. */
export function argumentsQuery(run: string, node: string, moment: string) {
  return queryOptions({
    queryKey: ["run", run, "arguments", node, moment],
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/runs/{run_id}/nodes/{node_id}/arguments", { params: node_(run, node), signal })),
  });
}

/** What a node returned. */
export function nodeResultQuery(run: string, node: string, moment: string) {
  return queryOptions({
    queryKey: ["run", run, "node-result", node, moment],
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/runs/{run_id}/nodes/{node_id}/result", { params: node_(run, node), signal })),
  });
}
