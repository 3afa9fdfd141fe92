/// Where one begins; the address says how far back one looks.
import { IconHome } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { statsQuery } from "../../api/stats";
import { shellRoute } from "../shell/route";
import { partsOf, type Range, rangeOf } from "./range";

export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  staticData: { navigation: { label: "home", icon: IconHome, role: "viewer", hotkey: "h" } },
  validateSearch: (given: Record<string, unknown>): { range?: Range } => {
    const range = rangeOf(given.range);
    return range === undefined ? {} : { range };
  },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    const { hours, buckets } = partsOf(deps.range);
    void context.queryClient.prefetchQuery(statsQuery(hours, buckets));
  },
  component: lazyRouteComponent(() => import("./home"), "Home"),
});
