/// Runs in numbers: how many in which state, over time.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type Stats = Schemas["StatsView"];
export type Bucket = Schemas["Bucket"];
export type StateCounts = Schemas["StateCounts"];
export type FailingGraph = Schemas["FailingGraphView"];

/** Milliseconds between two looks: time goes on, also when nothing happens. */
const LOOK = 30_000;

/** What became of the runs of the last hours, cut into equal parts. */
export function statsQuery(hours: number, buckets: number) {
  return queryOptions({
    queryKey: ["stats", hours, buckets],
    queryFn: ({ signal }) => {
      const since = new Date(Date.now() - hours * 3_600_000).toISOString();
      return take(api.GET("/api/v1/stats", { params: { query: { since, buckets } }, signal }));
    },
    refetchInterval: LOOK,
    placeholderData: (before) => before,
  });
}
