/// What is being edited: the graph with its history and its text, where its nodes stand, and what is chosen.
import { createStore } from "zustand/vanilla";
import { type Arrangement, following, keep, kept } from "../../editor/arrangement";
import { addNode, connect, deleteNodes, disconnect, idFor, renameNode } from "../../editor/change";
import { clipped, paste } from "../../editor/clipping";
import { type Draft, nameOf, nodesOf } from "../../editor/draft";
import { advanced, type History, redone, startOf, undone } from "../../editor/history";
import type { Spot } from "../../editor/place";
import { type Format, read, rewritten, type TextProblem, written } from "../../editor/source";
import { keepText, keptText } from "../../editor/text-keeping";
import type { Point } from "../../graph/shape";

/** What is stored: the version that the work began from; null before there is one. */
export interface Base {
  readonly version: number | null;
  readonly draft: Draft;
}

interface Broken {
  readonly text: string;
  readonly problems: readonly TextProblem[];
}

/** A text as somebody wrote it, and the definition that it says. */
interface Source {
  readonly text: string;
  readonly draft: Draft;
}

export interface EditorState {
  readonly base: Base;
  readonly history: History<Draft>;
  readonly source: Source;
  readonly format: Format;
  /** A text that cannot be read; the graph stays as it last could. */
  readonly broken: Broken | null;
  readonly selection: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  readonly arrangement: Arrangement;
  /** Where to look next: a problem that was clicked. `at` makes every click another one. */
  readonly focus: { readonly spot: Spot; readonly path: string; readonly at: number } | null;
  /** The node that the next handler of the palette comes after, and where it is put. */
  readonly pending: { readonly source: string; readonly at: Point } | null;
  readonly criticalPath: readonly string[];
}

export type EditorStore = ReturnType<typeof createEditor>;

/** An editor of a graph that is stored, or of a new one. */
export function createEditor(base: Base) {
  const graph = nameOf(base.draft);
  const text = keptText(graph, base.draft) ?? written(base.draft, "yaml");
  const store = createStore<EditorState>(() => ({
    base,
    history: startOf(base.draft),
    source: { text, draft: base.draft },
    format: "yaml",
    broken: null,
    selection: new Set(),
    folded: new Set(),
    arrangement: kept(graph),
    focus: null,
    pending: null,
    criticalPath: [],
  }));
  const { getState: get, setState: set } = store;
  const texts = new WeakMap<Draft, string>();
  let places: () => ReadonlyMap<string, Point> = () => get().arrangement.positions;

  const arrange = (arrangement: Arrangement) => {
    set({ arrangement });
    keep(nameOf(get().history.present) || graph, arrangement);
  };
  const change = (alter: (draft: Draft) => Draft, topic?: string) => {
    const { history, broken } = get();
    if (broken !== null) return;
    set({ history: advanced(history, alter(history.present), topic), criticalPath: [] });
  };
  const move = (step: typeof undone<Draft>) => {
    const history = step(get().history);
    const there = new Set(nodesOf(history.present).map(({ id }) => id));
    const selection = new Set([...get().selection].filter((id) => there.has(id)));
    set({ history, selection, broken: null, criticalPath: [] });
  };

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

  return Object.assign(store, {
    change,
    text: textNow,
    arrange,
    undo: () => move(undone),
    redo: () => move(redone),
    select: (ids: Iterable<string>) => set({ selection: new Set(ids) }),
    fold: (folded: ReadonlySet<string>) => set({ folded }),
    await: (pending: EditorState["pending"]) => set({ pending }),
    show: (criticalPath: readonly string[]) => set({ criticalPath }),
    lookAt: (spot: Spot, path: string) => {
      set({
        focus: { spot, path, at: (get().focus?.at ?? 0) + 1 },
        ...(spot.node && { selection: new Set([spot.node]) }),
      });
    },
    place: (positions: ReadonlyMap<string, Point>) => {
      const { arrangement } = get();
      arrange({ ...arrangement, positions: new Map([...arrangement.positions, ...positions]) });
    },
    /** Where nodes are on the drawing, also those that nobody put anywhere; told by the drawing while it is there. */
    placesFrom: (told: (() => ReadonlyMap<string, Point>) | null) => {
      places = told ?? (() => get().arrangement.positions);
    },
    places: () => places(),
    connect: (source: string, target: string) => change((draft) => connect(draft, source, target)),
    /** A node of a handler more; after another one, and at a place, where these are given. */
    add: (handler: string, { after, at }: { after?: string | undefined; at?: Point | undefined } = {}) => {
      const id = idFor(get().history.present, handler);
      change((draft) => {
        const more = addNode(draft, id, handler);
        return after === undefined ? more : connect(more, after, id);
      });
      if (at !== undefined) {
        const { arrangement } = get();
        arrange({ ...arrangement, positions: new Map([...arrangement.positions, [id, at]]) });
      }
      set({ selection: new Set([id]), pending: null });
    },
    rename: (from: string, to: string) => {
      const at = places().get(from);
      change((draft) => renameNode(draft, from, to));
      const named = (id: string) => (id === from ? to : id);
      set({ selection: new Set([...get().selection].map(named)) });
      const arrangement = following(get().arrangement, named);
      arrange(
        at === undefined ? arrangement : { ...arrangement, positions: new Map([...arrangement.positions, [to, at]]) },
      );
    },
    remove: (nodes: readonly string[], edges: readonly { source: string; target: string }[] = []) => {
      const ids = new Set(nodes);
      change((draft) =>
        edges.reduce((left, { source, target }) => disconnect(left, source, target), deleteNodes(draft, ids)),
      );
      set({ selection: new Set() });
    },
    /** The new ids of what a text of the clipboard holds, by those that stand in it. */
    paste: (text: string): ReadonlyMap<string, string> => {
      const pasted = paste(get().history.present, clipped(text));
      if (pasted.ids.size === 0) return pasted.ids;
      change(() => pasted.draft);
      set({ selection: new Set(pasted.ids.values()) });
      return pasted.ids;
    },
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
  });
}

const stamps = new WeakMap<Draft, number>();
let lastStamp = 0;

/** A number for a definition: the same for the same object, another for every other. */
export function stampOf(draft: Draft): number {
  const known = stamps.get(draft);
  if (known !== undefined) return known;
  lastStamp += 1;
  stamps.set(draft, lastStamp);
  return lastStamp;
}
