/// Where one learns what this Aurora is and how it is set.
import { IconSettings } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell/route";
import { settingsSearchOf } from "./search";

export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings",
  staticData: { navigation: { label: "settings", icon: IconSettings, role: "viewer", hotkey: "s" } },
  validateSearch: settingsSearchOf,
  component: lazyRouteComponent(() => import("./settings"), "Settings"),
});
