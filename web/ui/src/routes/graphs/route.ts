/// Where the list of graphs is.
import { IconBinaryTree2 } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { graphsQuery } from "../../api/graphs";
import { shellRoute } from "../shell/route";
import { searchOf } from "./search";

export const graphsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/graphs",
  staticData: { navigation: { label: "graphs", icon: IconBinaryTree2, role: "viewer", hotkey: "f" } },
  validateSearch: searchOf,
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(graphsQuery);
  },
  component: lazyRouteComponent(() => import("./graphs"), "Graphs"),
});
