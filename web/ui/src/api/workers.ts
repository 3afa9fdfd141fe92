/// Workers: who lives, how they stand, and what they are told.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type Worker = Schemas["WorkerView"];
export type WorkerDetail = Schemas["WorkerDetail"];
export type Look = Schemas["LookView"];
export type Task = Schemas["TaskView"];
export type Order = Schemas["OrderWorker"];
export type OrderAnswer = Schemas["OrderView"];

/** Milliseconds between two looks: workers give signs of life every few seconds, and no event tells of them. */
const LOOK = 5_000;

/** Every worker that lives. */
export const workersQuery = queryOptions({
  queryKey: ["workers", "list"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/workers", { signal })),
  refetchInterval: LOOK,
});

/** One worker, and how it stands by its own word. */
export function workerQuery(worker: string) {
  return queryOptions({
    queryKey: ["workers", "one", worker],
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/workers/{worker_id}", { params: { path: { worker_id: worker } }, signal })),
    refetchInterval: LOOK,
  });
}

/** Tell a worker to do something, and wait for its answer. Throws `Problem`. */
export function order(worker: string, body: Order): Promise<OrderAnswer> {
  return take(api.POST("/api/v1/workers/{worker_id}/orders", { params: { path: { worker_id: worker } }, body }));
}
