/// What the address of the catalogue says: what is searched, and which handler is looked at.

export interface HandlersSearch {
  q?: string;
  handler?: string;
}

export function searchOf(given: Record<string, unknown>): HandlersSearch {
  return {
    ...(typeof given.q === "string" && given.q !== "" && { q: given.q }),
    ...(typeof given.handler === "string" && given.handler !== "" && { handler: given.handler }),
  };
}
