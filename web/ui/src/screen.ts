/// What a screen says of itself besides its address: how the navigation names it, and who may open it.
import type { QueryClient } from "@tanstack/react-query";
import type { ComponentType } from "react";
import type { Role } from "./api/role";
import type { Resources } from "./i18n/resources";

/** The place of a screen in the navigation. */
export interface NavigationEntry {
  label: keyof Resources["shell"]["places"];
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** The role it takes. With `everywhere`, in all projects; otherwise one project is enough. */
  role: Role;
  everywhere?: boolean;
  /** The key that leads here after `g`. */
  hotkey: string;
}

/** What every route can work with. */
export interface RouterContext {
  queryClient: QueryClient;
}

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    navigation?: NavigationEntry;
  }
}
