/// Which nodes are in the page.
import { Position, useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { nodesIn } from "../../graph/culling";
import { type Drawing, nodeBox } from "../../graph/drawing";
import { contains, visibleBox } from "../../graph/geometry";
import type { Box, Direction, GraphNode } from "../../graph/shape";
import type { CardNode } from "./node-card";

/** Nodes that are this near to the screen, in its pixels, are in the page too: panning needs no work before that. */
const MARGIN = 240;

interface Wanted {
  readonly drawing: Drawing;
  readonly selection: ReadonlySet<string>;
  readonly draggable: boolean;
  /** Zoomed out so far that no node is in the page. */
  readonly cells: boolean;
  /** A node that must stay in the page wherever it is: the keyboard or a connection hangs on it. */
  readonly held: string | null;
}

/** React Flow's nodes for what is on the screen. Nodes that did not change are the same objects as before. */
export function useVisibleNodes({ drawing, selection, draggable, cells, held }: Wanted): CardNode[] {
  const view = useWideView();
  const known = useRef(new Map<string, CardNode>());
  return useMemo(() => {
    if (cells) return [];
    const numbers = new Set(nodesIn(drawing, view));
    const extra = held === null ? undefined : drawing.index.nodeNumbers.get(held);
    if (extra !== undefined) numbers.add(extra);
    const next = new Map<string, CardNode>();
    for (const number of numbers) {
      const node = drawing.shape.nodes[number] as GraphNode;
      const fresh = cardNode(drawing, node, number, selection.has(node.id), draggable);
      const before = known.current.get(node.id);
      next.set(node.id, before && sameCard(before, fresh) ? before : fresh);
    }
    known.current = next;
    return [...next.values()];
  }, [drawing, view, selection, draggable, cells, held]);
}

/** The part of the drawing around the screen; changes only when the screen leaves it, or is zoomed far in. */
function useWideView(): Box {
  const flow = useStoreApi();
  const read = (margin: number): Box => {
    const { transform, width, height } = flow.getState();
    return visibleBox({ x: transform[0], y: transform[1], zoom: transform[2] }, { width, height }, margin);
  };
  const [view, setView] = useState(() => read(MARGIN));
  const now = useRef(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` only looks into the store
  useEffect(() => {
    const follow = (): void => {
      const screen = read(0);
      if (contains(now.current, screen) && now.current.width < screen.width * 3) return;
      now.current = read(MARGIN);
      setView(now.current);
    };
    follow();
    return flow.subscribe(follow);
  }, [flow]);
  return view;
}

function cardNode(drawing: Drawing, node: GraphNode, number: number, selected: boolean, draggable: boolean): CardNode {
  const { x, y, width, height } = nodeBox(drawing, number);
  return {
    id: node.id,
    type: "card",
    position: { x, y },
    width,
    height,
    handles: handlesOf(width, height, drawing.direction),
    data: { node, number },
    selected,
    draggable,
    focusable: false,
  };
}

/** React Flow measures no node whose handles are given. */
function handlesOf(width: number, height: number, direction: Direction): NonNullable<CardNode["handles"]> {
  const size = { width: 1, height: 1 };
  if (direction === "right") {
    const y = height / 2;
    return [
      { type: "target", position: Position.Left, x: 0, y, ...size },
      { type: "source", position: Position.Right, x: width, y, ...size },
    ];
  }
  const x = width / 2;
  return [
    { type: "target", position: Position.Top, x, y: 0, ...size },
    { type: "source", position: Position.Bottom, x, y: height, ...size },
  ];
}

function sameCard(a: CardNode, b: CardNode): boolean {
  return (
    a.data.node === b.data.node &&
    a.data.number === b.data.number &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.selected === b.selected &&
    a.draggable === b.draggable &&
    a.handles?.[0]?.position === b.handles?.[0]?.position
  );
}
