/// Where the list of runs is, and what its address says: the filters.
import { IconPlayerPlay } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { runsQuery } from "../../api/runs";
import { shellRoute } from "../shell/route";
import { filterOf, searchOf } from "./search";

export const runsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/runs",
  staticData: { navigation: { label: "runs", icon: IconPlayerPlay, role: "viewer", hotkey: "r" } },
  validateSearch: searchOf,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(runsQuery(filterOf(deps)));
  },
  component: lazyRouteComponent(() => import("./runs"), "Runs"),
});
