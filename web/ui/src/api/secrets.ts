/// Secrets of projects: their names. What they are goes in and never comes out.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type Secret = Schemas["SecretView"];

/** Names of secrets in projects in which one may write graphs. */
export const secretsQuery = queryOptions({
  queryKey: ["secrets"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/secrets", { signal })),
});

/** Keep a secret, in place of an older one. Throws `Problem`. */
export function keepSecret({
  project,
  name,
  value,
}: {
  project: string;
  name: string;
  value: string;
}): Promise<Secret> {
  const path = { project, name };
  return take(api.PUT("/api/v1/secrets/{project}/{name}", { params: { path }, body: { value } }));
}

/** Forget a secret. Throws `Problem`. */
export function removeSecret({ project, name }: Pick<Secret, "project" | "name">): Promise<void> {
  const call = api.DELETE("/api/v1/secrets/{project}/{name}", { params: { path: { project, name } } });
  return take<unknown>(call).then(() => undefined);
}
