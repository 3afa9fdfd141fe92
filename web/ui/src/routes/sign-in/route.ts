/// Where one signs in; `next` is where one wanted to go.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { doorsQuery, sessionQuery } from "../../api/session";
import { rootRoute } from "../root";

interface SignInSearch {
  next?: string;
  /** The code of the reason for which the identity provider's answer lets nobody in. */
  refused?: string;
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: signInSearchOf,
  loader: ({ context: { queryClient } }) =>
    Promise.all([queryClient.ensureQueryData(sessionQuery), queryClient.fetchQuery(doorsQuery)]),
  component: lazyRouteComponent(() => import("./sign-in"), "SignIn"),
});

/** What an address says; what is not ours is left out. */
export function signInSearchOf({ next, refused }: Record<string, unknown>): SignInSearch {
  return {
    ...(isOurs(next) && { next }),
    ...(typeof refused === "string" && /^[a-z_]{1,64}$/.test(refused) && { refused }),
  };
}

/** True for an address within Aurora. A stranger must not be able to send people elsewhere from here. */
export function isOurs(next: unknown): next is string {
  return typeof next === "string" && /^\/(?![/\\])[^\\]*$/.test(next);
}
