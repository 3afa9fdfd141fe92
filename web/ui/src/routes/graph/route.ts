/// Where one graph is looked at.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { graphQuery } from "../../api/graphs";
import { shellRoute } from "../shell/route";
import { searchOf } from "./search";

export const graphRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/graphs/$name",
  validateSearch: searchOf,
  loaderDeps: ({ search }) => ({ version: search.version }),
  loader: ({ context, params, deps }) => context.queryClient.ensureQueryData(graphQuery(params.name, deps.version)),
  component: lazyRouteComponent(() => import("./graph"), "Graph"),
});
