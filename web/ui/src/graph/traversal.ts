/// Where arrow keys lead.
import { type Drawing, nodeBox } from "./drawing";
import { middleOf } from "./geometry";
import { predecessors, type Relations, successors } from "./lineage";
import type { Box } from "./shape";

export type Arrow = "left" | "right" | "up" | "down";

/** How much a step to the side counts against one straight on. */
const SIDEWAYS = 4;

/**
 * The node that an arrow key leads to: along the edges to the nearest successor or predecessor, across them to the
 * nearest node beside. Null if there is none.
 */
export function neighbourOf(drawing: Drawing, relations: Relations, node: number, arrow: Arrow): number | null {
  const forward = drawing.direction === "right" ? "right" : "down";
  const backward = drawing.direction === "right" ? "left" : "up";
  if (arrow === forward) return nearest(drawing, node, successors(relations, node));
  if (arrow === backward) return nearest(drawing, node, predecessors(relations, node));
  return beside(drawing, node, arrow);
}

function nearest(drawing: Drawing, node: number, others: readonly number[]): number | null {
  const from = middleOf(nodeBox(drawing, node));
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    const to = middleOf(nodeBox(drawing, other));
    const distance = Math.hypot(to.x - from.x, to.y - from.y);
    if (distance >= least) continue;
    least = distance;
    best = other;
  }
  return best;
}

function beside(drawing: Drawing, node: number, arrow: Arrow): number | null {
  const from = nodeBox(drawing, node);
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let other = 0; other < drawing.shape.nodes.length; other += 1) {
    if (other === node) continue;
    const distance = stepTo(from, nodeBox(drawing, other), arrow);
    if (distance >= least) continue;
    least = distance;
    best = other;
  }
  return best;
}

/** How far a box is in the arrow's direction; infinite if it is not there at all. */
function stepTo(from: Box, to: Box, arrow: Arrow): number {
  const a = middleOf(from);
  const b = middleOf(to);
  const upright = arrow === "up" || arrow === "down";
  const ahead = (upright ? b.y - a.y : b.x - a.x) * (arrow === "up" || arrow === "left" ? -1 : 1);
  if (ahead <= 0) return Number.POSITIVE_INFINITY;
  const aside = Math.abs(upright ? b.x - a.x : b.y - a.y);
  const together = aside < (upright ? from.width + to.width : from.height + to.height) / 2;
  return together ? ahead + aside / 1000 : ahead + aside * SIDEWAYS + 1e6;
}
