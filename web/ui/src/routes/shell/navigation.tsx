/// The navigation: every screen that has a place in it and that whoever is signed in may open.
import { NavLink } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may, mayEverywhere, type Session } from "../../api/session";
import type { NavigationEntry } from "../../screen";
import { useSession } from "./use-session";

export interface Place extends NavigationEntry {
  path: string;
}

/** The places of the navigation that a session may open, in the order of the router's table. */
export function usePlaces(): Place[] {
  const session = useSession();
  const router = useRouter();
  return Object.values(router.routesByPath)
    .flatMap(({ fullPath, options }) => {
      const entry = options.staticData?.navigation;
      return entry === undefined ? [] : [{ ...entry, path: fullPath }];
    })
    .filter((place) => mayOpen(session, place));
}

/** True if a session has the role that a place takes. */
export function mayOpen(session: Session, { role, everywhere }: NavigationEntry): boolean {
  return everywhere ? mayEverywhere(session, role) : may(session, role);
}

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation("shell");
  return usePlaces().map(({ path, label, icon: Icon }) => (
    <NavLink
      key={path}
      renderRoot={(props) => (
        <Link
          to={path as "/"}
          activeOptions={{ exact: path === "/", includeSearch: false }}
          activeProps={{ "data-active": true, "aria-current": "page" }}
          onClick={onNavigate}
          {...props}
        />
      )}
      label={t(label)}
      leftSection={<Icon size={18} stroke={1.7} />}
    />
  ));
}
