/// Counting crossings.
import { int } from "../numbers";
import type { Slots } from "./slots";

/** How many pairs of links cross, given each slot's position in its layer. */
export function countCrossings(slots: Slots, order: readonly Int32Array[], positions: Int32Array): number {
  let crossings = 0;
  for (let layer = 0; layer + 1 < order.length; layer += 1) {
    const upper = order[layer] as Int32Array;
    const lower = order[layer + 1] as Int32Array;
    crossings += crossingsBelow(slots, upper, lower.length, positions);
  }
  return crossings;
}

/** Links are taken from left to right; each crosses those before it that end to the right of its own end. */
function crossingsBelow(slots: Slots, upper: Int32Array, width: number, positions: Int32Array): number {
  const tree = new Int32Array(width + 1);
  let crossings = 0;
  let taken = 0;
  for (const slot of upper) {
    const from = int(slots.down.starts, slot);
    const to = int(slots.down.starts, slot + 1);
    for (let at = from; at < to; at += 1) {
      crossings += taken - sumUpTo(tree, end(slots, at, positions));
    }
    for (let at = from; at < to; at += 1) insert(tree, end(slots, at, positions));
    taken += to - from;
  }
  return crossings;
}

function end(slots: Slots, at: number, positions: Int32Array): number {
  return int(positions, int(slots.linkTargets, int(slots.down.items, at)));
}

function sumUpTo(tree: Int32Array, position: number): number {
  let sum = 0;
  for (let at = position + 1; at > 0; at -= at & -at) sum += int(tree, at);
  return sum;
}

function insert(tree: Int32Array, position: number): void {
  for (let at = position + 1; at < tree.length; at += at & -at) tree[at] = int(tree, at) + 1;
}
