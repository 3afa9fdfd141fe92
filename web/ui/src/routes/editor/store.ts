/// What is being edited: the graph with its history and its text, where its nodes stand, and what is chosen.
import { createStore } from "zustand/vanilla";
import { type Arrangement, keep, kept } from "../../editor/arrangement";
import { type Draft, nameOf, nodesOf } from "../../editor/draft";
import { advanced, redone, startOf, undone } from "../../editor/history";
import { written } from "../../editor/source";
import { keptText } from "../../editor/text-keeping";
import { graphActions } from "./store-graph";
import type { Base, EditorState } from "./store-state";
import { textActions } from "./store-text";
import { viewActions } from "./store-view";

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

  const core = { getState: get, setState: set, change, arrange };
  const view = viewActions(core);
  return Object.assign(store, {
    change,
    arrange,
    undo: () => move(undone),
    redo: () => move(redone),
    ...view,
    ...graphActions(core, view.places),
    ...textActions(core),
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
