/// A graph with everything in its place.
import { boxesOfGroups } from "./layout/group-boxes";
import type { Layout } from "./layout/layout";
import { int, real } from "./numbers";
import type { Box, Direction, GraphEdge, GraphShape, Point } from "./shape";
import type { ShapeIndex } from "./topology";

/** A shape with everything in its place: what is painted, culled and pointed at. */
export interface Drawing {
  readonly shape: GraphShape;
  readonly index: ShapeIndex;
  readonly direction: Direction;
  /** Top left corners: x, y per node. */
  readonly positions: Float64Array;
  /** x, y, width, height per group, in the order of the group's numbers. */
  readonly groups: Float64Array;
  /** Per edge its bends, x and y in turn; null where it is a plain curve between its ends. */
  readonly routes: readonly (Float64Array | null)[];
  /** Smallest x and y, largest x and y per edge: what culling asks. */
  readonly edgeBounds: Float64Array;
  readonly bounds: Box;
}

/** Put a layout to use. Nodes in `placed` lie where it says, and edges at them become plain curves. */
export function draw(
  shape: GraphShape,
  index: ShapeIndex,
  layout: Layout,
  direction: Direction,
  placed: ReadonlyMap<string, Point> = new Map(),
): Drawing {
  const routes = shape.edges.map((_, edge) => {
    const from = int(layout.bendStarts, edge) * 2;
    const to = int(layout.bendStarts, edge + 1) * 2;
    return from === to ? null : layout.bends.subarray(from, to);
  });
  const { positions, groups } = layout;
  const drawing = finish({ shape, index, direction, positions, groups, routes });
  return placed.size === 0 ? drawing : moveNodes(drawing, placed);
}

/** The drawing with some nodes elsewhere. */
export function moveNodes(drawing: Drawing, places: ReadonlyMap<string, Point>): Drawing {
  const positions = drawing.positions.slice();
  const moved = new Uint8Array(drawing.shape.nodes.length);
  for (const [id, { x, y }] of places) {
    const node = drawing.index.nodeNumbers.get(id);
    if (node === undefined) continue;
    if (positions[node * 2] === x && positions[node * 2 + 1] === y) continue;
    positions[node * 2] = x;
    positions[node * 2 + 1] = y;
    moved[node] = 1;
  }
  if (!moved.includes(1)) return drawing;
  const { sources, targets } = drawing.index.topology;
  const routes = drawing.routes.map((route, edge) =>
    moved[int(sources, edge)] || moved[int(targets, edge)] ? null : route,
  );
  return finish({ ...drawing, positions, groups: followMembers(drawing, positions, moved), routes });
}

/** The frames of groups with moved nodes close around where those are now; the others stay. */
function followMembers(drawing: Drawing, positions: Float64Array, moved: Uint8Array): Float64Array {
  const { topology } = drawing.index;
  const groups = drawing.groups.slice();
  const fresh = boxesOfGroups(topology, positions);
  topology.groups.forEach((group, node) => {
    if (group >= 0 && moved[node]) groups.set(fresh.subarray(group * 4, group * 4 + 4), group * 4);
  });
  return groups;
}

/** Take over the bends of edges that an earlier drawing had between the same nodes in the same places. */
export function keepRoutes(drawing: Drawing, earlier: Drawing): Drawing {
  const known = new Map<string, number>();
  earlier.shape.edges.forEach((edge, number) => {
    known.set(edgeKey(edge), number);
  });
  const routes = drawing.routes.map((route, edge) => {
    const ends = drawing.shape.edges[edge] as GraphEdge;
    const before = known.get(edgeKey(ends));
    if (route || before === undefined) return route;
    const still = [ends.source, ends.target].every((id) => samePlace(drawing, earlier, id));
    return still ? (earlier.routes[before] ?? null) : null;
  });
  return finish({ ...drawing, routes });
}

function edgeKey(edge: GraphEdge): string {
  return JSON.stringify([edge.source, edge.target]);
}

function samePlace(drawing: Drawing, earlier: Drawing, id: string): boolean {
  const now = boxOf(drawing, id);
  const then = boxOf(earlier, id);
  return now !== null && then !== null && now.x === then.x && now.y === then.y && now.width === then.width;
}

/** Where a node is, or null if the drawing does not have it. */
export function boxOf(drawing: Drawing, id: string): Box | null {
  const node = drawing.index.nodeNumbers.get(id);
  return node === undefined ? null : nodeBox(drawing, node);
}

export function nodeBox(drawing: Drawing, node: number): Box {
  return {
    x: real(drawing.positions, node * 2),
    y: real(drawing.positions, node * 2 + 1),
    width: real(drawing.index.topology.widths, node),
    height: real(drawing.index.topology.heights, node),
  };
}

/** The ends of an edge: where it leaves its source, and where it arrives. */
export function edgeEnds(drawing: Drawing, edge: number): readonly [Point, Point] {
  const source = nodeBox(drawing, int(drawing.index.topology.sources, edge));
  const target = nodeBox(drawing, int(drawing.index.topology.targets, edge));
  if (drawing.direction === "right") {
    return [
      { x: source.x + source.width, y: source.y + source.height / 2 },
      { x: target.x, y: target.y + target.height / 2 },
    ];
  }
  return [
    { x: source.x + source.width / 2, y: source.y + source.height },
    { x: target.x + target.width / 2, y: target.y },
  ];
}

function finish(parts: Omit<Drawing, "edgeBounds" | "bounds">): Drawing {
  const drawing = { ...parts, edgeBounds: new Float64Array(0), bounds: { x: 0, y: 0, width: 0, height: 0 } };
  return { ...drawing, edgeBounds: boundsOfEdges(drawing), bounds: boundsOfAll(drawing) };
}

/** A plain curve that leads backwards swings out by this much. */
export const SWING = 60;

function boundsOfEdges(drawing: Drawing): Float64Array {
  const bounds = new Float64Array(drawing.routes.length * 4);
  drawing.routes.forEach((route, edge) => {
    if (int(drawing.index.topology.sources, edge) < 0) {
      bounds.fill(Number.NaN, edge * 4, edge * 4 + 4);
      return;
    }
    const [from, to] = edgeEnds(drawing, edge);
    const swing = route ? 0 : SWING;
    let left = Math.min(from.x, to.x) - swing;
    let top = Math.min(from.y, to.y) - swing;
    let right = Math.max(from.x, to.x) + swing;
    let bottom = Math.max(from.y, to.y) + swing;
    for (let at = 0; route && at < route.length; at += 2) {
      left = Math.min(left, real(route, at));
      right = Math.max(right, real(route, at));
      top = Math.min(top, real(route, at + 1));
      bottom = Math.max(bottom, real(route, at + 1));
    }
    bounds.set([left, top, right, bottom], edge * 4);
  });
  return bounds;
}

function boundsOfAll(drawing: Drawing): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  const include = (x: number, y: number, width: number, height: number): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  };
  drawing.shape.nodes.forEach((_, node) => {
    const box = nodeBox(drawing, node);
    include(box.x, box.y, box.width, box.height);
  });
  for (let at = 0; at < drawing.groups.length; at += 4) {
    const [x, y, width, height] = drawing.groups.subarray(at, at + 4) as unknown as [number, number, number, number];
    if (width > 0) include(x, y, width, height);
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}
