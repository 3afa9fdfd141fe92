/// API keys: what programs sign their requests with.
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type Key = Schemas["KeyView"];
export type IssuedKey = Schemas["IssuedKey"];
export type NewKey = Schemas["NewKey"];

const PAGE = 100;

/** One's own keys, newest first; for an admin, those of all. */
export const keysQuery = infiniteQueryOptions({
  queryKey: ["keys"],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) =>
    take(api.GET("/api/v1/keys", { params: { query: { limit: PAGE, cursor: pageParam } }, signal })),
  getNextPageParam: (page) => page.cursor,
});

/** Make a key; the answer is the only place where its secret ever stands. Throws `Problem`. */
export function issueKey(body: NewKey): Promise<IssuedKey> {
  return take(api.POST("/api/v1/keys", { body }));
}

/** Let a key count no more. Throws `Problem`. */
export function revokeKey(id: string): Promise<void> {
  const call = api.DELETE("/api/v1/keys/{key_id}", { params: { path: { key_id: id } } });
  return take<unknown>(call).then(() => undefined);
}
