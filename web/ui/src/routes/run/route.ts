/// Where one run is looked at.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { runQuery } from "../../api/runs";
import { shellRoute } from "../shell/route";

export const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/runs/$run",
  loader: ({ context, params }) => context.queryClient.ensureQueryData(runQuery(params.run)),
  component: lazyRouteComponent(() => import("./run"), "Run"),
});
