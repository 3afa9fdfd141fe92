/// How far a key may reach: never further than whoever makes it.
import { covers, type Role } from "../../../api/role";
import type { Session } from "../../../api/session";
import { EVERYWHERE } from "../users/grants";

const ROLES: readonly Role[] = ["viewer", "operator", "editor", "admin"];

/** The roles that somebody holds somewhere, and so can give to a key. */
export function rolesFor(grants: Session["grants"]): Role[] {
  return ROLES.filter((role) => Object.values(grants).some((held) => covers(held, role)));
}

/** The projects in which somebody holds a role; every project alone, if it is held there. */
export function projectsFor(grants: Session["grants"], role: Role): string[] {
  const held = Object.keys(grants).filter((project) => covers(grants[project] ?? "viewer", role));
  return held.includes(EVERYWHERE) ? [EVERYWHERE] : held.sort();
}
