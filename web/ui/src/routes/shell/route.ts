/// The frame around every screen: it takes somebody who is signed in.
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { sessionQuery } from "../../api/session";
import { rootRoute } from "../root";

export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: lazyRouteComponent(() => import("./shell"), "Shell"),
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null || session.must_change) {
      throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
    }
    return { session };
  },
});
