/// Definitions of graphs as the editor works with them: read one, check it, compile it, store it.
import { queryOptions } from "@tanstack/react-query";
import type { Draft } from "../editor/draft";
import { api, type Schemas, take } from "./client";
import type { PlanKey } from "./graphs";

export type Handler = Schemas["HandlerView"];
export type Diagnostic = Schemas["ErrorPlace"];
export type StoredGraph = Schemas["GraphDetail"];

/** One version of a graph; the newest without a version. Its text has the nodes in the order of their author. */
export function definitionQuery(name: string, version?: number) {
  return queryOptions({
    queryKey: ["definition", name, version ?? null],
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const graph = await newest(name, version, signal);
      return { graph, text: await textOf(name, graph.version, signal) };
    },
  });
}

/** A version of a graph, asked for now. */
export function newest(name: string, version?: number, signal?: AbortSignal): Promise<StoredGraph> {
  const params = { path: { name }, query: { version: version ?? null } };
  return take(api.GET("/api/v1/graphs/{name}", { params, ...(signal && { signal }) }));
}

function textOf(name: string, version: number, signal: AbortSignal): Promise<string> {
  const params = { path: { name }, query: { version, format: "yaml" as const } };
  return take(api.GET("/api/v1/graphs/{name}/export", { params, parseAs: "text", signal }));
}

/** Every handler, with its parameters where the API knows them, and who serves it. */
export const catalogueQuery = queryOptions({
  queryKey: ["handlers", "catalogue"],
  staleTime: 30_000,
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/handlers", { signal }))).items,
});

/** How nodes of a project refer to its secrets: `secrets.TOKEN`. Only who may write graphs is told. */
export function secretsQuery(project: string) {
  return queryOptions({
    queryKey: ["secrets", "references", project],
    staleTime: 60_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const { items } = await take(api.GET("/api/v1/secrets", { signal }));
      return items.filter((each) => each.project === project).map(({ name }) => name);
    },
  });
}

/** Everything that is wrong with a definition. `stamp` tells definitions apart. */
export function diagnosticsQuery(draft: Draft, stamp: number) {
  return queryOptions({
    queryKey: ["diagnostics", stamp],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    queryFn: ({ signal }) =>
      take(api.POST("/api/v1/graphs/validate", { body: { definition: draft, format: "yaml" }, signal })),
  });
}

/** What a definition becomes. Throws `Problem` with what is wrong with it. */
export function draftPlanQuery(draft: Draft, stamp: number) {
  return queryOptions({
    queryKey: ["plans", "draft", stamp] as PlanKey,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    retry: false,
    queryFn: ({ signal }) => take(api.POST("/api/v1/plans", { body: { definition: draft, format: "yaml" }, signal })),
  });
}

/** Store a definition on top of a version, or as the first one for null. Throws `Problem`: 412 if another is the newest. */
export function storeDefinition(draft: Draft, onTopOf: number | null): Promise<Schemas["GraphSummary"]> {
  const headers: HeadersInit = onTopOf === null ? { "If-None-Match": "*" } : { "If-Match": `"${onTopOf}"` };
  return take(api.POST("/api/v1/graphs", { body: { definition: draft, format: "yaml" }, headers }));
}

/** The project of a graph: what stands before the first slash of its name. */
export function projectOf(name: string): string {
  const [project, ...rest] = name.split("/");
  return rest.length > 0 && project ? project : "default";
}

/** The names of the queues that there are. */
export const queueNamesQuery = queryOptions({
  queryKey: ["queues", "names"],
  staleTime: 60_000,
  retry: false,
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/queues", { signal }))).items.map(({ name }) => name),
});
