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
  // Once, when the editor is opened: what is being edited is not swapped under one's hands, and saving finds out that
  // there is something newer.
  loader: ({ context, params, deps }) => context.queryClient.fetchQuery(definitionQuery(params.name, deps.version)),
  preload: false,
  shouldReload: false,
  gcTime: 0,
  component: lazyRouteComponent(() => import("./editor"), "EditGraph"),
});
