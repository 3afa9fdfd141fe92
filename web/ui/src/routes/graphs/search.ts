/// What the address of the list of graphs says: what is searched, and which graph is about to be run.

export interface GraphsSearch {
  q?: string;
  /** The graph whose run dialog is open. */
  run?: string;
}

export function searchOf(given: Record<string, unknown>): GraphsSearch {
  return {
    ...(typeof given.q === "string" && given.q !== "" && { q: given.q }),
    ...(typeof given.run === "string" && given.run !== "" && { run: given.run }),
  };
}
