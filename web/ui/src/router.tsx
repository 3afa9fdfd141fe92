/// The table of all screens, in the order of the navigation. A new screen is one line here and a folder of its own.
import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { mount } from "./api/place";
import { NotFound } from "./components/page/not-found";
import { PageLoading } from "./components/page/page-loading";
import { PageProblem } from "./components/page/page-problem";
import { accessRoute } from "./routes/access/route";
import { auditRoute } from "./routes/audit/route";
import { compareRoute } from "./routes/compare/route";
import { editGraphRoute, newGraphRoute } from "./routes/editor/route";
import { graphRoute } from "./routes/graph/route";
import { graphsRoute } from "./routes/graphs/route";
import { gridRoute } from "./routes/grid/route";
import { handlersRoute } from "./routes/handlers/route";
import { helpRoute } from "./routes/help/route";
import { homeRoute } from "./routes/home/route";
import { logsRoute } from "./routes/logs/route";
import { queuesRoute } from "./routes/queues/route";
import { rootRoute } from "./routes/root";
import { runRoute } from "./routes/run/route";
import { runsRoute } from "./routes/runs/route";
import { settingsRoute } from "./routes/settings/route";
import { shellRoute } from "./routes/shell/route";
import { signInRoute } from "./routes/sign-in/route";
import { workerRoute } from "./routes/worker/route";
import { workersRoute } from "./routes/workers/route";

// biome-ignore format: one line for each screen
const screens = shellRoute.addChildren([
  homeRoute,
  runsRoute,
  runRoute,
  compareRoute,
  graphsRoute,
  newGraphRoute,
  graphRoute,
  editGraphRoute,
  logsRoute,
  gridRoute,
  handlersRoute,
  workersRoute,
  workerRoute,
  queuesRoute,
  accessRoute,
  auditRoute,
  settingsRoute,
  helpRoute,
]);

const routeTree = rootRoute.addChildren([screens, signInRoute]);

/** A router for one page. */
export function createAuroraRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    basepath: mount || "/",
    context: { queryClient },
    // What a route does not validate is not there for it.
    search: { strict: true },
    defaultPreload: "intent",
    // The Query cache decides what is fresh.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: PageProblem,
    defaultPendingComponent: PageLoading,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAuroraRouter>;
  }
}
