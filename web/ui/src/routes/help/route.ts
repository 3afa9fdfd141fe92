/// Where the user guide and the keyboard map are.
import { IconHelpCircle } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell/route";
import { type GuidePage, guidePageOf } from "./pages";

export const helpRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/help",
  staticData: { navigation: { label: "help", icon: IconHelpCircle, role: "viewer", hotkey: "i" } },
  validateSearch: (given: Record<string, unknown>): { page?: GuidePage } => guidePageOf(given.page),
  component: lazyRouteComponent(() => import("./help"), "Help"),
});
