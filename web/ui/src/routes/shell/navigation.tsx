/// The navigation: every screen that has a place in it and that whoever is signed in may open.
import { NavLink } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlaces } from "./places";

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
      label={t(`places.${label}`)}
      leftSection={<Icon size={18} stroke={1.7} />}
    />
  ));
}
