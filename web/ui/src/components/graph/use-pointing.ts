/// What the pointer does in a graph view.
import { type NodeChange, type NodeMouseHandler, type OnNodesChange, useStoreApi } from "@xyflow/react";
import { type MouseEvent, useCallback } from "react";
import { nodeAt } from "../../graph/culling";
import type { Drawing } from "../../graph/drawing";
import { edgeAt } from "../../graph/painting/edge-at";
import type { CardNode } from "./node-card";
import type { Camera } from "./use-camera";
import type { Chosen } from "./use-selection";

interface Wanted extends Chosen {
  readonly drawing: Drawing;
  readonly camera: Camera;
  readonly cells: boolean;
  readonly onOpen: ((id: string) => void) | undefined;
}

/** Screen pixels within which a cell or an edge counts as hit. */
const REACH = 6;

/** Clicks on nodes, cells, edges and nothing; and the frame that selects many. */
export function usePointing({ drawing, camera, cells, selection, select, chooseEdge, onOpen }: Wanted) {
  const flow = useStoreApi<CardNode>();
  const pick = usePick(selection, select);
  const under = useCallback(
    (event: MouseEvent) => {
      const point = camera.toDrawing(event.clientX, event.clientY);
      const reach = REACH / flow.getState().transform[2];
      return {
        node: cells ? nodeAt(drawing, point, reach) : null,
        edge: edgeAt(drawing, point, reach),
      };
    },
    [camera, cells, drawing, flow],
  );
  const onNodeClick: NodeMouseHandler<CardNode> = useCallback((event, node) => pick(node.id, event), [pick]);
  const onNodeDoubleClick: NodeMouseHandler<CardNode> = useCallback((_event, { id }) => onOpen?.(id), [onOpen]);
  const onPaneClick = useCallback(
    (event: MouseEvent) => {
      const { node, edge } = under(event);
      if (node !== null) {
        pick(node, event);
        if (event.detail === 2) onOpen?.(node);
      } else if (edge !== null) chooseEdge(edge);
      else select([], null);
    },
    [under, pick, chooseEdge, select, onOpen],
  );
  const onNodesChange: OnNodesChange<CardNode> = useCallback(
    (changes) => {
      if (flow.getState().userSelectionActive) applyFrame(changes, selection, select);
    },
    [flow, selection, select],
  );
  return { onNodeClick, onNodeDoubleClick, onPaneClick, onNodesChange };
}

/** A click selects one node; with Shift, Ctrl or Command it adds the node or takes it out. */
function usePick(selection: ReadonlySet<string>, select: Chosen["select"]) {
  return useCallback(
    (id: string, event: MouseEvent): void => {
      const several = event.shiftKey || event.ctrlKey || event.metaKey;
      const next = new Set(several ? selection : []);
      if (!several || !next.delete(id)) next.add(id);
      select(next, id);
    },
    [selection, select],
  );
}

function applyFrame(
  changes: readonly NodeChange<CardNode>[],
  selection: ReadonlySet<string>,
  select: Chosen["select"],
): void {
  const next = new Set(selection);
  let changed = false;
  for (const change of changes) {
    if (change.type !== "select") continue;
    changed = true;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  if (changed) select(next, null);
}
