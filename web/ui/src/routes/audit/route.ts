/// Where the audit log is, and which entries its address asks for.
import { IconHistory } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { auditQuery } from "../../api/audit";
import { shellRoute } from "../shell/route";
import { auditSearchOf } from "./search";

export const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/audit",
  staticData: { navigation: { label: "audit", icon: IconHistory, role: "admin", everywhere: true, hotkey: "u" } },
  validateSearch: auditSearchOf,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(auditQuery(deps));
  },
  component: lazyRouteComponent(() => import("./audit"), "Audit"),
});
