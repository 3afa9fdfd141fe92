/// Graphs: their versions, what they become, and how their nodes did in the last runs.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { address } from "./place";

export type GraphSummary = Schemas["GraphSummary"];
export type GraphWithRuns = Schemas["GraphWithRuns"];
export type GraphDetail = Schemas["GraphDetail"];
export type RunGlance = Schemas["RunGlanceView"];
export type Plan = Schemas["PlanView"];
export type Grid = Schemas["GridView"];
export type GridColumn = Schemas["GridColumn"];
export type Difference = Schemas["DifferenceView"];
export type Format = "yaml" | "json" | "toml";

/** Runs of each graph that a list of graphs shows. */
const RECENT = 12;
/** Milliseconds between two looks at nodes of runs that go on: no event tells of those. */
const LOOK = 3_000;

/** Every graph in its newest version, with its last runs. */
export const graphsQuery = queryOptions({
  queryKey: ["graphs", "list"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/graphs", { params: { query: { recent: RECENT } }, signal })),
});

/** Every graph in its newest version, without its runs. */
export const graphNamesQuery = queryOptions({
  queryKey: ["graphs", "names"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/graphs", { params: { query: { recent: 0 } }, signal })),
});

/** One graph with its definition; without a version the newest. */
export function graphQuery(name: string, version?: number) {
  return queryOptions({
    queryKey: ["graphs", "one", name, version ?? null],
    queryFn: ({ signal }) =>
      take(
        api.GET("/api/v1/graphs/{name}", { params: { path: { name }, query: { version: version ?? null } }, signal }),
      ),
  });
}

/** The versions of a graph, newest first. */
export function versionsQuery(name: string) {
  return queryOptions({
    queryKey: ["graphs", "versions", name],
    queryFn: ({ signal }) => take(api.GET("/api/v1/graphs/{name}/versions", { params: { path: { name } }, signal })),
  });
}

/** The key of a query for a plan, whatever it is the plan of. */
export type PlanKey = readonly (string | number | null)[];

/** What a version of a graph becomes when it is compiled. */
export function planQuery(name: string, version?: number) {
  return queryOptions({
    queryKey: ["plans", name, version ?? null] as PlanKey,
    queryFn: ({ signal }) =>
      take(
        api.GET("/api/v1/plans/{name}", { params: { path: { name }, query: { version: version ?? null } }, signal }),
      ),
  });
}

/** The text of a stored version, as it is exported. A stored version never changes. */
export function definitionQuery(name: string, version: number, format: Format) {
  return queryOptions({
    queryKey: ["definitions", name, version, format],
    staleTime: "static",
    queryFn: ({ signal }) =>
      take(
        api.GET("/api/v1/graphs/{name}/export", {
          params: { path: { name }, query: { version, format } },
          parseAs: "text",
          signal,
        }),
      ),
  });
}

/** How each node did in the last runs of a graph. */
export function gridQuery(name: string, limit: number) {
  return queryOptions({
    queryKey: ["graphs", "grid", name, limit],
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/graphs/{name}/grid", { params: { path: { name }, query: { limit } }, signal })),
    refetchInterval: ({ state }) => (state.data?.columns.some(({ finished }) => finished === null) ? LOOK : false),
  });
}

/** Store a definition, as text or as an object: a new version if it differs from the newest. Throws `Problem`. */
export function storeGraph(definition: string | Record<string, unknown>, format: Format): Promise<GraphSummary> {
  return take(api.POST("/api/v1/graphs", { body: { definition, format } }));
}

/** The address of the file that holds a version. */
export function exportAddress(name: string, version: number, format: Format): string {
  return `${address}/api/v1/graphs/${encodeURIComponent(name)}/export?version=${version}&format=${format}`;
}
