/// Where the last runs of a graph are looked at node by node.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell/route";
import { searchOf } from "./search";

export const gridRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/graphs/$name/grid",
  validateSearch: searchOf,
  component: lazyRouteComponent(() => import("./grid"), "Grid"),
});
