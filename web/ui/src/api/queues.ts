/// Queues: what waits in them, who takes it, and emptying one.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type Queue = Schemas["QueueView"];

/** Milliseconds between two looks: no event tells how deep a queue is. */
const LOOK = 5_000;

/** Every queue that the app knows, that workers consume, or for which nodes wait. */
export const queuesQuery = queryOptions({
  queryKey: ["queues"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/queues", { signal })),
  refetchInterval: LOOK,
});

/** Remove every message of a queue; how many it were. Throws `Problem`. */
export async function purge(queue: string, why: string): Promise<number> {
  const body = { confirm: queue, why };
  const { removed } = await take(api.POST("/api/v1/queues/{name}/purge", { params: { path: { name: queue } }, body }));
  return removed;
}
