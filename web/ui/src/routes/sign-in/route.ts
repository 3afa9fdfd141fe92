/// Where one signs in; `next` is where one wanted to go.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { doorsQuery, sessionQuery } from "../../api/session";
import { rootRoute } from "../root";

interface SignInSearch {
  next?: string;
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (given: Record<string, unknown>): SignInSearch => (isOurs(given.next) ? { next: given.next } : {}),
  loader: ({ context: { queryClient } }) =>
    Promise.all([queryClient.ensureQueryData(sessionQuery), queryClient.fetchQuery(doorsQuery)]),
  component: lazyRouteComponent(() => import("./sign-in"), "SignIn"),
});

/** True for an address within Aurora. A stranger must not be able to send people elsewhere from here. */
export function isOurs(next: unknown): next is string {
  return typeof next === "string" && /^\/(?![/\\])[^\\]*$/.test(next);
}
