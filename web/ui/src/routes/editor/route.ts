/// Where graphs are drawn: a new one, or the next version of one that is stored.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { definitionQuery } from "../../api/definitions";
import { shellRoute } from "../shell/route";
import { searchOf } from "./search";

export const newGraphRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/graphs/new",
  validateSearch: searchOf,
  component: lazyRouteComponent(() => import("./editor"), "NewGraph"),
});

export const editGraphRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/graphs/$name/edit",
  validateSearch: searchOf,
  loaderDeps: ({ search: { version } }) => ({ version }),
  loader: ({ context, params, deps }) =>
    context.queryClient.ensureQueryData(definitionQuery(params.name, deps.version)),
  component: lazyRouteComponent(() => import("./editor"), "EditGraph"),
});
