/// One operation on many runs, in the background.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { readPairs } from "./pairs";
import type { RunsFilter } from "./runs";

export type Bulk = Schemas["BulkView"];
export type BulkKind = Schemas["StartBulk"]["kind"];
export type BulkFilter = Schemas["BulkFilter"];

/** Milliseconds between two looks at one that is going on. */
const LOOK = 700;

/** How far one has come; asked again until it has ended. */
export function bulkQuery(bulk: string) {
  return queryOptions({
    queryKey: ["bulk", bulk],
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/bulk-operations/{bulk_id}", { params: { path: { bulk_id: bulk } }, signal })),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === "running" ? LOOK : false),
  });
}

/** Begin one. A dry run changes nothing and counts. Throws `Problem`. */
export function startBulk(kind: BulkKind, filter: BulkFilter, why: string, dryRun: boolean): Promise<Bulk> {
  return take(api.POST("/api/v1/bulk-operations", { body: { kind, filter, why, dry_run: dryRun } }));
}

/** Let one stop where it is. Throws `Problem`. */
export function stopBulk(bulk: string): Promise<Bulk> {
  return take(api.POST("/api/v1/bulk-operations/{bulk_id}/cancel", { params: { path: { bulk_id: bulk } } }));
}

/** The filter of a list of runs as that of an operation on all of them. */
export function bulkFilterOf(filter: RunsFilter): BulkFilter {
  const { state, graph, text, since, until } = filter;
  return {
    ...(state !== undefined && { state }),
    ...(graph !== undefined && { graph }),
    ...(text !== undefined && { text }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(filter.label !== undefined && { label: readPairs(filter.label) }),
    ...(filter.input !== undefined && {
      input: Object.fromEntries(Object.entries(readPairs(filter.input)).map(([name, text]) => [name, inputOf(text)])),
    }),
  };
}

/** Text that is no JSON counts as the text itself, as in the address. */
function inputOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
