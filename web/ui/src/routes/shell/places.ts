/// The places of the navigation, and who may open them.
import { useMatches, useRouter } from "@tanstack/react-router";
import { may, mayEverywhere, type Session } from "../../api/session";
import { useSession } from "../../components/permission/use-session";
import type { NavigationEntry } from "../../screen";

export interface Place extends NavigationEntry {
  path: string;
}

/** The places of the navigation that a session may open, in the order of the router's table. */
export function usePlaces(): Place[] {
  const session = useSession();
  const router = useRouter();
  return Object.values(router.routesByPath)
    .flatMap(({ fullPath, options }) => {
      const entry = options.staticData?.navigation;
      return entry === undefined ? [] : [{ ...entry, path: fullPath }];
    })
    .filter((place) => mayOpen(session, place));
}

/** True if a session has the role that a place takes. */
export function mayOpen(session: Session, { role, everywhere }: NavigationEntry): boolean {
  return everywhere ? mayEverywhere(session, role) : may(session, role);
}

/** What the screen that is shown says of itself, if it has a place in the navigation. */
export function useShownEntry(): NavigationEntry | undefined {
  return useMatches({ select: (matches) => matches.at(-1)?.staticData.navigation });
}
