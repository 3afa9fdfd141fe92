/// What an editor does to the graph.
import { following } from "../../editor/arrangement";
import { addNode, connect, deleteNodes, disconnect, idFor, renameNode } from "../../editor/change";
import { clipped, paste } from "../../editor/clipping";
import type { Point } from "../../graph/shape";
import type { Core } from "./store-state";

/** `places` says where nodes are on the drawing. */
export function graphActions({ getState: get, setState: set, change, arrange }: Core, places: () => Places) {
  return {
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
  };
}

type Places = ReadonlyMap<string, Point>;
