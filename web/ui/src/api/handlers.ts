/// Handlers: what a node can name, and trying one.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type Handler = Schemas["HandlerView"];
export type Trial = Schemas["TryView"];

/** Seconds that a try is waited for; after that its run goes on and can be looked at. */
const PATIENCE = 20;

/** Every handler that is known to the API or served by a worker. */
export const handlersQuery = queryOptions({
  queryKey: ["handlers"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/handlers", { signal })),
});

/** Call a handler as the one node of a run, and wait for the result for a while. Throws `Problem`. */
export function tryHandler(handler: string, args: Record<string, unknown>, queue?: string): Promise<Trial> {
  return take(
    api.POST("/api/v1/handlers/{handler}/try", {
      params: { path: { handler } },
      body: { arguments: args, queue: queue ?? null },
      headers: { Prefer: `wait=${PATIENCE}` },
    }),
  );
}
