/// Whether Aurora can do its work.
import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";

/** Milliseconds between two looks: no event tells of a broker that is away. */
const LOOK = 10_000;

/** Fulfilled while the store and the broker answer; otherwise the `Problem` says which does not. */
export const readyQuery = queryOptions({
  queryKey: ["ready"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/health/ready", { signal })),
  refetchInterval: LOOK,
  retry: false,
});
