/// JSON that somebody writes, as a value or as what is wrong with it.
import type { Deed } from "./deeds";

export interface Parsed {
  value: unknown;
  /** What the parser says, or `notObject`. */
  error?: { key: "notJson" | "notObject"; error: string };
}

/** The value of what was written for a deed; null where nothing was, or where the deed takes none. */
export function parsed(deed: Deed, text: string | null): Parsed {
  if (deed !== "edit" && deed !== "mark_succeeded") return { value: null };
  if (text === null || text.trim() === "") return { value: deed === "edit" ? {} : null };
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return deed === "edit" && !isObject ? { value, error: { key: "notObject", error: "" } } : { value };
  } catch (error) {
    return { value: null, error: { key: "notJson", error: error instanceof Error ? error.message : "" } };
  }
}
