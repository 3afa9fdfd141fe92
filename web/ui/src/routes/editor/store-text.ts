/// The text of the graph: what was typed, imported and stored.
import { keep } from "../../editor/arrangement";
import { type Draft, nameOf } from "../../editor/draft";
import { advanced } from "../../editor/history";
import { type Format, read, rewritten, type TextProblem, written } from "../../editor/source";
import { keepText } from "../../editor/text-keeping";
import type { Base, Core } from "./store-state";

export function textActions({ getState: get, setState: set, change }: Core) {
  const texts = new WeakMap<Draft, string>();
  /** The text of the graph as it is now, with the comments of what was typed or imported. */
  const textNow = (): string => {
    const { history, source, format, broken } = get();
    if (broken !== null) return broken.text;
    const { present } = history;
    if (present === source.draft) return source.text;
    const now = texts.get(present) ?? rewritten(source.text, format, source.draft, present);
    texts.set(present, now);
    return now;
  };

  return {
    text: textNow,
    /** A text was typed. What cannot be read leaves the graph as it is. */
    type: (text: string) => {
      const { history, format } = get();
      const reading = read(text, format, history.present);
      if ("problems" in reading) return set({ broken: { text, problems: reading.problems } });
      texts.set(reading.draft, text);
      set({
        history: advanced(history, reading.draft, "text"),
        source: { text, draft: reading.draft },
        broken: null,
        criticalPath: [],
      });
    },
    discardText: () => set({ broken: null }),
    write: (format: Format) => {
      const draft = get().history.present;
      texts.delete(draft);
      set({ format, source: { text: written(draft, format), draft }, broken: null });
    },
    /** Another text in the place of all there is; it can be undone. Gives what is wrong with one that cannot be read. */
    open: (text: string, format: Format): readonly TextProblem[] => {
      const reading = read(text, format);
      if ("problems" in reading) return reading.problems;
      set({ format, source: { text, draft: reading.draft }, broken: null, selection: new Set() });
      change(() => reading.draft);
      return [];
    },
    /** It is stored now. */
    stored: (version: number) => {
      const draft = get().history.present;
      set({ base: { version, draft } });
      keep(nameOf(draft), get().arrangement);
      if (get().format === "yaml") keepText(nameOf(draft), textNow());
    },
    /** Go on from another version: with these changes on top of it. */
    rebase: (base: Base, draft: Draft) => {
      change(() => draft);
      set({ base });
    },
  };
}
