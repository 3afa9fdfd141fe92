/// The order of the slots in each layer.
import { degree } from "../adjacency";
import { int, real } from "../numbers";
import { countCrossings } from "./crossings";
import type { Slots } from "./slots";
import { swapNeighbours } from "./swapping";

/** Slots per layer, from the first to the last across. */
export type LayerOrder = readonly Int32Array[];

/** A sweep that brings nothing is followed by at most this many more. */
const PATIENCE = 3;

/** Order each layer so that few links cross: barycentre sweeps both ways, the best order seen is kept. */
export function orderLayers(slots: Slots): LayerOrder {
  let order = walkOrder(slots);
  const positions = new Int32Array(slots.count);
  placeAll(order, positions);
  let best = order.map((layer) => layer.slice());
  let fewest = countCrossings(slots, order, positions);
  const sweeps = slots.count > 4_000 ? 6 : 16;
  for (let sweep = 0, idle = 0; sweep < sweeps && idle < PATIENCE && fewest > 0; sweep += 1) {
    order = barycentreSweep(slots, order, positions, sweep);
    const crossings = countCrossings(slots, order, positions);
    idle = crossings < fewest ? 0 : idle + 1;
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = order.map((layer) => layer.slice());
  }
  placeAll(best, positions);
  return swapNeighbours(slots, best, positions);
}

/** The order of a depth-first walk from the first layer: what hangs together lies together. */
function walkOrder(slots: Slots): Int32Array[] {
  const layers: number[][] = Array.from({ length: slots.layerCount }, () => []);
  const seen = new Uint8Array(slots.count);
  const walk = (root: number): void => {
    const stack = [root];
    while (stack.length > 0) {
      const slot = stack.pop() as number;
      if (seen[slot]) continue;
      seen[slot] = 1;
      (layers[int(slots.layers, slot)] as number[]).push(slot);
      for (let at = int(slots.down.starts, slot + 1) - 1; at >= int(slots.down.starts, slot); at -= 1) {
        stack.push(int(slots.linkTargets, int(slots.down.items, at)));
      }
    }
  };
  for (let slot = 0; slot < slots.count; slot += 1) {
    if (degree(slots.up, slot) === 0) walk(slot);
  }
  return layers.map((layer) => Int32Array.from(layer));
}

function placeAll(order: LayerOrder, positions: Int32Array): void {
  for (const layer of order) place(layer, positions);
}

function place(layer: Int32Array, positions: Int32Array): void {
  for (let at = 0; at < layer.length; at += 1) positions[int(layer, at)] = at;
}

/** Even sweeps go down the layers and odd ones up; every second pair of them turns ties round, to leave a dead end. */
function barycentreSweep(slots: Slots, order: LayerOrder, positions: Int32Array, sweep: number): Int32Array[] {
  const down = sweep % 2 === 0;
  const tie = sweep % 4 < 2 ? 1 : -1;
  const next = order.slice() as Int32Array[];
  const keys = new Float64Array(slots.count);
  const last = order.length - 1;
  for (let step = 1; step <= last; step += 1) {
    const at = down ? step : last - step;
    const fixed = next[down ? at - 1 : at + 1] as Int32Array;
    const layer = next[at] as Int32Array;
    const scale = fixed.length / layer.length;
    for (const slot of layer) keys[slot] = barycentre(slots, positions, slot, down, scale);
    const sorted = Array.from(layer);
    sorted.sort((a, b) => real(keys, a) - real(keys, b) || tie * (int(positions, a) - int(positions, b)));
    next[at] = Int32Array.from(sorted);
    place(next[at], positions);
  }
  return next;
}

function barycentre(slots: Slots, positions: Int32Array, slot: number, down: boolean, scale: number): number {
  const side = down ? slots.up : slots.down;
  const ends = down ? slots.linkSources : slots.linkTargets;
  const from = int(side.starts, slot);
  const to = int(side.starts, slot + 1);
  if (from === to) return int(positions, slot) * scale;
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += int(positions, int(ends, int(side.items, at)));
  return sum / (to - from);
}
