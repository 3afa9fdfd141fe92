/// People who may sign in, and what they may do.
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type User = Schemas["UserView"];
export type NewUser = Schemas["NewUser"];
export type UserChange = Partial<Schemas["ChangeUser"]>;

const PAGE = 100;

/** Users by name, page after page. */
export const usersQuery = infiniteQueryOptions({
  queryKey: ["users"],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) =>
    take(api.GET("/api/v1/users", { params: { query: { limit: PAGE, cursor: pageParam } }, signal })),
  getNextPageParam: (page) => page.cursor,
});

/** Make a user, who has to choose a password of their own at the first sign-in. Throws `Problem`. */
export function createUser(body: NewUser): Promise<User> {
  return take(api.POST("/api/v1/users", { body }));
}

/** Change what a user may do, or how they sign in. Their sessions end. Throws `Problem`. */
export function changeUser({ name, change }: { name: string; change: UserChange }): Promise<User> {
  const body = { reset_second_factor: false, ...change };
  return take(api.PATCH("/api/v1/users/{name}", { params: { path: { name } }, body }));
}

/** Forget a user, with all sessions and keys. Throws `Problem`. */
export function removeUser(name: string): Promise<void> {
  return take<unknown>(api.DELETE("/api/v1/users/{name}", { params: { path: { name } } })).then(() => undefined);
}
