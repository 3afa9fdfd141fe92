/// Roles by project as rows, which can be edited one by one, and back.
import type { Role } from "../../../api/role";
import type { User } from "../../../api/users";

export interface Grant {
  project: string;
  role: Role;
}

/** The name of the grant that counts in every project. */
export const EVERYWHERE = "*";

/** The rows: every project first, the others by name. */
export function grantsOf(grants: User["grants"]): Grant[] {
  return Object.entries(grants)
    .map(([project, role]) => ({ project, role }))
    .sort(
      (a, b) => Number(b.project === EVERYWHERE) - Number(a.project === EVERYWHERE) || (a.project < b.project ? -1 : 1),
    );
}

/** What the API takes. Rows without a project are left out; of two of one project the later counts. */
export function grantsFrom(rows: readonly Grant[]): User["grants"] {
  return Object.fromEntries(
    rows.map(({ project, role }) => [project.trim(), role] as const).filter(([project]) => project !== ""),
  );
}
