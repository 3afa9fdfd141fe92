/// The text of a stored version as it was typed here: the store keeps graphs, not comments, so that this browser does.
import { isSame } from "../json/json";
import type { Draft } from "./draft";
import { read } from "./source";

const KEY = "aurora-text:";
/** Characters of a text that is kept. */
const LONGEST = 200_000;

/** Keep the text of the newest version of a graph. */
export function keepText(graph: string, text: string, storage: Storage = localStorage): void {
  try {
    if (text.length > LONGEST) storage.removeItem(KEY + graph);
    else storage.setItem(KEY + graph, text);
  } catch {
    // Without room the text is written anew next time, without comments.
  }
}

/** The text that was kept for a graph, if it says just this definition. */
export function keptText(graph: string, draft: Draft, storage: Storage = localStorage): string | undefined {
  const text = storage.getItem(KEY + graph) ?? undefined;
  if (text === undefined) return undefined;
  const reading = read(text, "yaml");
  return "draft" in reading && isSame(reading.draft, draft) ? text : undefined;
}
