/// Where the catalogue of handlers is.
import { IconFunction } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { handlersQuery } from "../../api/handlers";
import { shellRoute } from "../shell/route";
import { searchOf } from "./search";

export const handlersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/handlers",
  staticData: { navigation: { label: "handlers", icon: IconFunction, role: "viewer", hotkey: "h" } },
  validateSearch: searchOf,
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(handlersQuery);
  },
  component: lazyRouteComponent(() => import("./handlers"), "Handlers"),
});
