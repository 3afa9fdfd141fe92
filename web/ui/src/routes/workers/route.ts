/// Where the list of workers is.
import { IconServer } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workersQuery } from "../../api/workers";
import { shellRoute } from "../shell/route";

export const workersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/workers",
  staticData: { navigation: { label: "workers", icon: IconServer, role: "viewer", hotkey: "w" } },
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(workersQuery);
  },
  component: lazyRouteComponent(() => import("./workers"), "Workers"),
});
