/// What whoever is signed in may do here, and if they may not, why.
import { useTranslation } from "react-i18next";
import type { Role } from "../../api/role";
import { may, mayEverywhere } from "../../api/session";
import { useSession } from "./use-session";

export interface Permission {
  allowed: boolean;
  /** Why not, in a sentence; undefined where it is allowed. */
  reason: string | undefined;
}

/** Whether a role is held in a project; with `"*"` in all, without one in some. */
export function usePermission(role: Role, project?: string): Permission {
  const { t } = useTranslation("shell");
  const session = useSession();
  const allowed = project === "*" ? mayEverywhere(session, role) : may(session, role, project);
  return { allowed, reason: allowed ? undefined : t("needsRole", { role: t(`roles.${role}`) }) };
}
