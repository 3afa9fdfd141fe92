/// The root of all routes.
import { createRootRouteWithContext } from "@tanstack/react-router";
import type { RouterContext } from "../screen";

export const rootRoute = createRootRouteWithContext<RouterContext>()();
