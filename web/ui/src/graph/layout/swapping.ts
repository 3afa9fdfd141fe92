/// Swapping neighbours where that removes crossings.
import type { Adjacency } from "../adjacency";
import { int } from "../numbers";
import type { LayerOrder } from "./ordering";
import type { Slots } from "./slots";

/** Pairs of links that all rounds together may compare: keeps big graphs quick, and does not depend on the clock. */
const COMPARISONS = 600_000;
const ROUNDS = 6;

/** Swap neighbours in a layer where that removes crossings, until nothing changes. `order` is changed in place. */
export function swapNeighbours(slots: Slots, order: LayerOrder, positions: Int32Array): LayerOrder {
  const budget = { left: COMPARISONS };
  for (let round = 0; round < ROUNDS; round += 1) {
    let swapped = false;
    for (const layer of order) {
      if (swapInLayer(slots, layer, positions, budget)) swapped = true;
      if (budget.left <= 0) return order;
    }
    if (!swapped) break;
  }
  return order;
}

function swapInLayer(slots: Slots, layer: Int32Array, positions: Int32Array, budget: { left: number }): boolean {
  let swapped = false;
  for (let at = 0; at + 1 < layer.length && budget.left > 0; at += 1) {
    const left = int(layer, at);
    const right = int(layer, at + 1);
    const gain =
      gainOfSwap(slots.up, slots.linkSources, positions, left, right, budget) +
      gainOfSwap(slots.down, slots.linkTargets, positions, left, right, budget);
    if (gain <= 0) continue;
    layer[at] = right;
    layer[at + 1] = left;
    positions[right] = at;
    positions[left] = at + 1;
    swapped = true;
  }
  return swapped;
}

/** Crossings between the links of two neighbours on one side, now less after a swap. */
function gainOfSwap(
  side: Adjacency,
  ends: Int32Array,
  positions: Int32Array,
  left: number,
  right: number,
  budget: { left: number },
): number {
  let gain = 0;
  const leftTo = int(side.starts, left + 1);
  const rightTo = int(side.starts, right + 1);
  for (let a = int(side.starts, left); a < leftTo; a += 1) {
    const leftEnd = int(positions, int(ends, int(side.items, a)));
    for (let b = int(side.starts, right); b < rightTo; b += 1) {
      const rightEnd = int(positions, int(ends, int(side.items, b)));
      gain += Math.sign(leftEnd - rightEnd);
    }
    budget.left -= rightTo - int(side.starts, right);
  }
  return gain;
}
