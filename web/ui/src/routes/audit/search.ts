/// The filters of the audit log as they stand in its address.
import type { AuditFilter } from "../../api/audit";

const NAMES = ["actor", "action", "target"] as const;

/** The filters of an address; what is no text is left out. A name that is a number in an address is still a name. */
export function auditSearchOf(given: Record<string, unknown>): AuditFilter {
  const found = NAMES.map((name) => [name, typeof given[name] === "number" ? String(given[name]) : given[name]]);
  return Object.fromEntries(found.filter(([, value]) => typeof value === "string" && value !== ""));
}
