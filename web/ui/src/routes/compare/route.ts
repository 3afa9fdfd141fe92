/// Where two runs stand side by side, and what the address says: the node whose results are compared.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { headQuery, planQuery, statesQuery } from "../../api/run-view";
import { shellRoute } from "../shell/route";

export interface CompareSearch {
  node?: string;
  different?: boolean;
}

export const compareRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/runs/$run/compare/$other",
  validateSearch: ({ node, different }: Record<string, unknown>): CompareSearch => ({
    ...((typeof node === "string" || typeof node === "number") && { node: String(node) }),
    ...(different === true && { different }),
  }),
  loader: ({ context: { queryClient }, params: { run, other } }) =>
    Promise.all(
      [run, other].flatMap((each) => [
        queryClient.ensureQueryData(headQuery(each)),
        queryClient.ensureQueryData(planQuery(each)),
        queryClient.ensureQueryData(statesQuery(each)),
      ]),
    ),
  component: lazyRouteComponent(() => import("./compare"), "Compare"),
});
