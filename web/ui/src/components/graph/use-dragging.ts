/// Dragging nodes.
import type { Node, OnNodeDrag } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import { boxOf, type Drawing, moveNodes } from "../../graph/drawing";
import type { Point } from "../../graph/shape";
import type { GraphEditing } from "./graph-props";
import type { CardNode } from "./node-card";

/** Dragging one node of a selection drags all of it, also what is off the screen. */
export function useDragging(drawing: Drawing, selection: ReadonlySet<string>, editing: GraphEditing | undefined) {
  const [dragged, setDragged] = useState<ReadonlyMap<string, Point> | null>(null);
  const last = useRef<ReadonlyMap<string, Point> | null>(null);
  const live = useMemo(() => (dragged ? moveNodes(drawing, dragged) : drawing), [drawing, dragged]);

  const onNodeDrag: OnNodeDrag<CardNode> = useCallback(
    (_event, node) => {
      last.current = movedTogether(drawing, selection, node);
      setDragged(last.current);
    },
    [drawing, selection],
  );
  const onNodeDragStop = useCallback(() => {
    if (last.current) editing?.onMove(last.current);
    last.current = null;
    setDragged(null);
  }, [editing]);
  return { drawing: live, onNodeDrag, onNodeDragStop };
}

function movedTogether(drawing: Drawing, selection: ReadonlySet<string>, node: Node): Map<string, Point> {
  const start = boxOf(drawing, node.id) ?? node.position;
  const shift = { x: node.position.x - start.x, y: node.position.y - start.y };
  const moving = selection.has(node.id) ? selection : [node.id];
  const places = new Map<string, Point>();
  for (const id of moving) {
    const box = boxOf(drawing, id);
    if (box) places.set(id, { x: box.x + shift.x, y: box.y + shift.y });
  }
  return places;
}
