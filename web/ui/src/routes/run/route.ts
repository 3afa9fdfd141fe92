/// Where one run is looked at, and what its address says.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { headQuery, planQuery, statesQuery } from "../../api/run-view";
import { shellRoute } from "../shell/route";
import { runSearchOf } from "./search";

export const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/runs/$run",
  validateSearch: runSearchOf,
  loader: ({ context: { queryClient }, params: { run } }) =>
    Promise.all([
      queryClient.ensureQueryData(headQuery(run)),
      queryClient.ensureQueryData(planQuery(run)),
      queryClient.ensureQueryData(statesQuery(run)),
    ]),
  component: lazyRouteComponent(() => import("./run"), "Run"),
});
