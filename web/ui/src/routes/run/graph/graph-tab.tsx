/// The whole planned graph of a run, with the states of its nodes as they change.
import { useEffect, useMemo, useRef } from "react";
import type { GraphHandle } from "../../../components/graph/graph-props";
import { GraphView } from "../../../components/graph/graph-view";
import { createNodeStates, type NodeStates } from "../../../components/graph/node-states";
import type { Board } from "../board";
import { idAt, stateAt } from "../board";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { shapeOf } from "./shape-of";
import { useGraphLabels } from "./use-graph-labels";

export function GraphTab() {
  const board = useBoard();
  const [{ node }, change] = useRunSearch();
  const graph = useRef<GraphHandle>(null);
  const shape = useMemo(() => shapeOf(board.plan), [board.plan]);
  const states = useNodeStates(board);
  const labels = useGraphLabels();
  const selection = useMemo(() => new Set(node === undefined ? [] : [node]), [node]);
  return (
    <GraphView
      ref={graph}
      shape={shape}
      states={states}
      labels={labels}
      selection={selection}
      onSelectionChange={(chosen) => {
        const [first] = chosen;
        if (first !== node) change({ node: first }, first !== undefined);
      }}
      onOpen={(id) => change({ node: id }, true)}
      showLineage
    />
  );
}

/** The states for the drawing: one holder for each run, told what has changed only. */
export function useNodeStates(board: Board): NodeStates {
  const { run } = board;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run is another holder
  const holder = useMemo(() => createNodeStates(), [run]);
  const shown = useRef<{ holder: NodeStates; board: Board } | null>(null);
  useEffect(() => {
    const before = shown.current?.holder === holder ? shown.current.board : undefined;
    holder.update(changes(board, before));
    shown.current = { holder, board };
  }, [holder, board]);
  return holder;
}

function* changes(board: Board, before: Board | undefined): Iterable<[string, { state: string }]> {
  for (let place = 0; place < board.size; place++) {
    const state = stateAt(board, place);
    if (before === undefined || stateAt(before, place) !== state) yield [idAt(board, place), { state }];
  }
}
