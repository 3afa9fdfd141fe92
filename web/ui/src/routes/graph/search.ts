/// What the address of a graph says: the tab, the version that is looked at, the two that are compared, the run dialog.

export const TABS = ["runs", "definition", "inputs", "versions"] as const;
export type Tab = (typeof TABS)[number];

/** How the difference of two versions is shown; as text without one. */
export const LOOKS = ["drawing", "places"] as const;
export type Look = (typeof LOOKS)[number];

export interface GraphSearch {
  tab?: Tab;
  version?: number;
  before?: number;
  after?: number;
  look?: Look | undefined;
  /** True while the run dialog is open. */
  run?: true;
}

export function searchOf(given: Record<string, unknown>): GraphSearch {
  const tab = TABS.find((known) => known === given.tab);
  const look = LOOKS.find((known) => known === given.look);
  return {
    ...(tab !== undefined && { tab }),
    ...(isVersion(given.version) && { version: given.version }),
    ...(isVersion(given.before) && { before: given.before }),
    ...(isVersion(given.after) && { after: given.after }),
    ...(look !== undefined && { look }),
    ...(given.run === true && { run: true }),
  };
}

function isVersion(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1;
}
