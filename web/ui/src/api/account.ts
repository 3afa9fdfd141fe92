/// One's own account: browsers that are signed in, and the second factor. The password is with the session.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type OwnSession = Schemas["SessionSummary"];
export type Factor = Schemas["FactorView"];

/** The browsers in which one is signed in. */
export const ownSessionsQuery = queryOptions({
  queryKey: ["own-sessions"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/session/all", { signal })),
});

/** End one of one's own sessions. Throws `Problem`. */
export function endSession(id: string): Promise<void> {
  const call = api.DELETE("/api/v1/session/all/{session_id}", { params: { path: { session_id: id } } });
  return take<unknown>(call).then(() => undefined);
}

/** End all of one's own sessions but this one. Throws `Problem`. */
export function endOtherSessions(): Promise<void> {
  return take<unknown>(api.DELETE("/api/v1/session/all")).then(() => undefined);
}

/** Make a seed for an authenticator app; it counts once a code of it is confirmed. Throws `Problem`. */
export function beginFactor(password: string): Promise<Factor> {
  return take(api.POST("/api/v1/session/second-factor", { body: { password } }));
}

/** Turn the second factor on; the recovery codes. Throws `Problem`. */
export async function confirmFactor(body: Schemas["ConfirmFactor"]): Promise<string[]> {
  return (await take(api.PUT("/api/v1/session/second-factor", { body }))).codes;
}

/** Turn the second factor off, with a code of the app or a recovery code. Throws `Problem`. */
export function removeFactor(body: Schemas["RemoveFactor"]): Promise<void> {
  return take<unknown>(api.POST("/api/v1/session/second-factor/removal", { body })).then(() => undefined);
}
