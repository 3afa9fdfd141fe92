/// Where accounts, keys, secrets and users are looked after; the address says which of them.
import { IconShieldLock } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell/route";
import { type AccessSearch, tabOf } from "./tabs";

export const accessRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/access",
  staticData: { navigation: { label: "access", icon: IconShieldLock, role: "viewer", hotkey: "a" } },
  validateSearch: (given: Record<string, unknown>): AccessSearch => ({ ...tabOf(given.tab) }),
  component: lazyRouteComponent(() => import("./access"), "Access"),
});
