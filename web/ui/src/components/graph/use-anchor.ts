/// Keeps the eye on one node while everything else is laid out anew around it.
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { groupBox } from "../../graph/culling";
import { boxOf, type Drawing } from "../../graph/drawing";
import { foldedGroupOf } from "../../graph/folding";
import { contains, fitBox, middleOf, visibleBox } from "../../graph/geometry";
import type { Box } from "../../graph/shape";

/**
 * When the shape changes, the view moves so that the anchor stays where it was on the screen. Who saw all of the
 * drawing when a group was folded or unfolded sees all of it again.
 */
export function useAnchor(drawing: Drawing, anchor: string | null): void {
  const { getViewport, setViewport } = useReactFlow();
  const flow = useStoreApi();
  const before = useRef(drawing);
  useEffect(() => {
    const earlier = before.current;
    before.current = drawing;
    if (anchor === null || earlier.shape === drawing.shape) return;
    const from = anchorBox(earlier, anchor);
    const to = anchorBox(drawing, anchor);
    if (!from || !to) return;
    const { width, height } = flow.getState();
    const { x, y, zoom } = getViewport();
    const sawAll = contains(visibleBox({ x, y, zoom }, { width, height }), earlier.bounds);
    if (sawAll && foldedGroupOf(anchor) !== null) {
      void setViewport(fitBox(drawing.bounds, { width, height }));
      return;
    }
    const shift = { x: middleOf(from).x - middleOf(to).x, y: middleOf(from).y - middleOf(to).y };
    void setViewport({ x: x + shift.x * zoom, y: y + shift.y * zoom, zoom });
  }, [drawing, anchor, flow, getViewport, setViewport]);
}

/** Where a node is; a folded group's node is where the group is when it is open. */
function anchorBox(drawing: Drawing, id: string): Box | null {
  const group = foldedGroupOf(id);
  const number = group === null ? undefined : drawing.index.groupNumbers.get(group);
  return boxOf(drawing, id) ?? (number === undefined ? null : groupBox(drawing, number));
}
