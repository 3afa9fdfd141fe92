/// Roles, each with all that those before it may.
import type { Schemas } from "./client";

export type Role = Schemas["Role"];

const ORDER: readonly Role[] = ["viewer", "operator", "editor", "admin"];

/** True if whoever has the one role may do all that the other may. */
export function covers(held: Role, wanted: Role): boolean {
  return ORDER.indexOf(held) >= ORDER.indexOf(wanted);
}
