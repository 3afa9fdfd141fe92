/// Who is signed in, for the screens: inside the shell there always is somebody.
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { type Session, sessionQuery } from "../../api/session";

/** The session, always the newest that is known. */
export function useSession(): Session {
  const { session } = useRouteContext({ from: "/shell" });
  return useSuspenseQuery(sessionQuery).data ?? session;
}
