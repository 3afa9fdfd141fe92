/// What is selected, and where the keyboard is.
import { useCallback, useState } from "react";
import type { GraphViewProps } from "./graph-props";

const nothing: ReadonlySet<string> = new Set();

export interface Chosen {
  readonly selection: ReadonlySet<string>;
  /** The node that has the keyboard, since it was clicked or walked to here. */
  readonly current: string | null;
  /** The node that arrow keys start from: the current one, else the only one that is selected. */
  readonly start: string | null;
  readonly chosenEdge: number | null;
  readonly select: (ids: Iterable<string>, current: string | null) => void;
  readonly chooseEdge: (edge: number) => void;
}

/** What is selected: the caller's word if it gives one, else our own. Nodes and an edge are never selected together. */
export function useSelection({ selection: given, onSelectionChange }: GraphViewProps): Chosen {
  const [own, setOwn] = useState(nothing);
  const [current, setCurrent] = useState<string | null>(null);
  const [chosenEdge, setChosenEdge] = useState<number | null>(null);
  const select = useCallback(
    (ids: Iterable<string>, next: string | null) => {
      const selection = new Set(ids);
      setOwn(selection);
      setCurrent(next);
      setChosenEdge(null);
      onSelectionChange?.(selection);
    },
    [onSelectionChange],
  );
  const chooseEdge = useCallback(
    (edge: number) => {
      select([], null);
      setChosenEdge(edge);
    },
    [select],
  );
  const selection = given ?? own;
  const [first = null, ...more] = selection;
  const start = current ?? (more.length === 0 ? first : null);
  return { selection, current, start, chosenEdge, select, chooseEdge };
}
