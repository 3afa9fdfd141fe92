/// The parts of the access screen, and who may open which.
import type { Role } from "../../api/role";
import { may, mayEverywhere, type Session } from "../../api/session";

export type Tab = "account" | "keys" | "secrets" | "users";

export interface AccessSearch {
  tab?: Tab;
}

interface Need {
  role: Role;
  everywhere?: boolean;
}

/** In the order in which they are shown. */
export const NEEDS: Readonly<Record<Tab, Need | undefined>> = {
  account: undefined,
  keys: undefined,
  secrets: { role: "editor" },
  users: { role: "admin", everywhere: true },
};

export const TABS = Object.keys(NEEDS) as readonly Tab[];

/** The tab of an address; none for one that is not known. */
export function tabOf(given: unknown): AccessSearch {
  const tab = TABS.find((each) => each === given);
  return tab === undefined ? {} : { tab };
}

/** True if whoever is signed in may open a part. */
export function mayOpenTab(session: Session, tab: Tab): boolean {
  const need = NEEDS[tab];
  if (need === undefined) return true;
  return need.everywhere ? mayEverywhere(session, need.role) : may(session, need.role);
}
