/// States of nodes, kept apart from the nodes: a change renders one card, and a burst of changes one frame.
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";

export interface NodeStatus {
  /** A node state of the engine, or any other word for which there are labels; unknown ones look neutral. */
  readonly state: string;
  /** A short text beside the label, for instance a duration. */
  readonly note?: string;
}

interface Held {
  readonly byId: ReadonlyMap<string, NodeStatus>;
  /** Grows with every batch: what painters watch. */
  readonly revision: number;
}

export interface NodeStates {
  readonly store: StoreApi<Held>;
  /** Take over changes; they show with the next animation frame, all that came before it at once. */
  readonly update: (changes: Iterable<readonly [string, NodeStatus]>) => void;
  /** Forget everything and start from these, at once. */
  readonly replace: (all: Iterable<readonly [string, NodeStatus]>) => void;
  readonly get: (id: string) => NodeStatus | undefined;
}

/** A holder of node states, to be made once per run that is shown. */
export function createNodeStates(initial: Iterable<readonly [string, NodeStatus]> = []): NodeStates {
  const byId = new Map(initial);
  const store = createStore<Held>(() => ({ byId, revision: 0 }));
  const pending = new Map<string, NodeStatus>();
  const next = () => store.setState(({ revision }) => ({ revision: revision + 1 }));
  const flush = (): void => {
    for (const [id, status] of pending) if (!same(byId.get(id), status)) byId.set(id, status);
    pending.clear();
    next();
  };
  return {
    store,
    update: (changes) => {
      const idle = pending.size === 0;
      for (const [id, status] of changes) pending.set(id, status);
      if (idle && pending.size > 0) schedule(flush);
    },
    replace: (all) => {
      pending.clear();
      byId.clear();
      for (const [id, status] of all) byId.set(id, status);
      next();
    },
    get: (id) => byId.get(id),
  };
}

/** A hidden tab gets no animation frames; its states must not pile up. */
function schedule(flush: () => void): void {
  if (document.visibilityState === "hidden") setTimeout(flush, 250);
  else requestAnimationFrame(flush);
}

function same(a: NodeStatus | undefined, b: NodeStatus): boolean {
  return a?.state === b.state && a.note === b.note;
}

const none = createNodeStates();

export const NodeStatesContext = createContext<NodeStates>(none);

/** The state of one node; the component renders again only when that node's state changes. */
export function useNodeState(id: string): NodeStatus | undefined {
  return useStore(useContext(NodeStatesContext).store, (held) => held.byId.get(id));
}
