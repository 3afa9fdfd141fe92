/// What the address of the editor says: which version, which view of it, and which node.

export const VIEWS = ["graph", "table", "code", "plan"] as const;
export type View = (typeof VIEWS)[number];

export interface EditorSearch {
  version?: number;
  view?: View;
  node?: string;
}

/** What of an address makes sense; the rest is left out. */
export function searchOf(given: Record<string, unknown>): EditorSearch {
  const version = Number(given.version);
  const view = VIEWS.find((each) => each === given.view);
  return {
    ...(Number.isInteger(version) && version > 0 && { version }),
    ...(view !== undefined && view !== "graph" && { view }),
    ...(given.node !== undefined && given.node !== "" && { node: String(given.node) }),
  };
}
