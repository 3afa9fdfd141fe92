/// Where the root of Aurora leads.
import { createRoute, redirect } from "@tanstack/react-router";
import { shellRoute } from "./shell/route";

export const startRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/runs" });
  },
});
