/// Where one worker is looked at.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell/route";

export const workerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/workers/$worker",
  component: lazyRouteComponent(() => import("./worker"), "Worker"),
});
