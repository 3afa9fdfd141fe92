/// Where the queues are.
import { IconStack2 } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { queuesQuery } from "../../api/queues";
import { shellRoute } from "../shell/route";

export const queuesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/queues",
  staticData: {
    navigation: { label: "queues", icon: IconStack2, role: "viewer", everywhere: true, hotkey: "q" },
  },
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(queuesQuery);
  },
  component: lazyRouteComponent(() => import("./queues"), "Queues"),
});
