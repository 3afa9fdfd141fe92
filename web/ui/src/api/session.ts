/// Who is signed in, and what they may do.
import { queryOptions } from "@tanstack/react-query";
import { api, proveWith, type Schemas, take } from "./client";
import { Problem } from "./problem";
import { covers, type Role } from "./role";

export type Session = Schemas["SessionView"];
export type Doors = Schemas["Doors"];

/** The name of the grant that counts in every project. */
const EVERYWHERE = "*";

/** The session of this browser; null for who has not signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return proven(await take(api.GET("/api/v1/session", { signal })));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

/** Under this the cache keeps that a session has ended by itself while somebody was at work. */
export const endedKey = ["session-ended"];

/** How one gets in here: whether the first user has to be made, and whether there is an identity provider. */
export const doorsQuery = queryOptions({
  queryKey: ["doors"],
  queryFn: ({ signal }): Promise<Doors> => take(api.GET("/api/v1/session/doors", { signal })),
});

/** Sign in. Throws `Problem`. */
export async function signIn(body: Schemas["SignIn"]): Promise<Session> {
  return proven(await take(api.POST("/api/v1/session", { body })));
}

/** Make the first user, and sign in as that. Throws `Problem`. */
export async function setUp(body: Schemas["SetUp"]): Promise<Session> {
  return proven(await take(api.POST("/api/v1/session/setup", { body })));
}

/** Change one's own password; the session goes on. Throws `Problem`. */
export async function changePassword(body: Schemas["ChangePassword"]): Promise<Session> {
  return proven(await take(api.PUT("/api/v1/session/password", { body })));
}

/** Sign out. */
export async function signOut(): Promise<void> {
  await take(api.DELETE("/api/v1/session"));
}

/** True if somebody may do in a project what a role may; without a project, in some project. */
export function may(session: Session, role: Role, project?: string): boolean {
  const held =
    project === undefined ? Object.values(session.grants) : [session.grants[project], session.grants[EVERYWHERE]];
  return held.some((one) => one !== undefined && covers(one, role));
}

/** True if somebody may do in every project what a role may. */
export function mayEverywhere(session: Session, role: Role): boolean {
  return may(session, role, EVERYWHERE);
}

function proven(session: Session): Session {
  proveWith(session.csrf);
  return session;
}
