/// Where all logs are searched; the address is the query, and can be kept and passed on.
import { IconFileText } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell/route";
import { logsSearchOf } from "./search";

export const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/logs",
  staticData: { navigation: { label: "logs", icon: IconFileText, role: "viewer", hotkey: "l" } },
  validateSearch: logsSearchOf,
  component: lazyRouteComponent(() => import("./logs"), "Logs"),
});
