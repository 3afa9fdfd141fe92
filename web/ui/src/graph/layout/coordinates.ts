/// Where cells lie across the layers.
import { int, real } from "../numbers";
import type { Cells } from "./cells";
import type { Springs } from "./springs";
import { straighten } from "./straightening";

/** The middle of each cell across: near its neighbours, in the given order, nothing closer than it may be. */
export function placeAcross(cells: Cells, springs: Springs): Float64Array {
  const middles = startAcross(cells);
  const rounds = cells.count > 4_000 ? 5 : 12;
  for (let round = 0; round < rounds; round += 1) {
    sweep(cells, springs, middles, 1, round < 2);
    sweep(cells, springs, middles, -1, round < 2);
  }
  straighten(cells, springs, middles);
  return middles;
}

/** Each layer packed, and centred on zero. */
function startAcross(cells: Cells): Float64Array {
  const middles = new Float64Array(cells.count);
  for (let layer = 0; layer + 1 < cells.layerStarts.length; layer += 1) {
    const from = int(cells.layerStarts, layer);
    const to = int(cells.layerStarts, layer + 1);
    let at = 0;
    for (let cell = from; cell < to; cell += 1) {
      at += real(cells.separations, cell);
      middles[cell] = at;
    }
    for (let cell = from; cell < to; cell += 1) middles[cell] = real(middles, cell) - at / 2;
  }
  return middles;
}

function sweep(cells: Cells, springs: Springs, middles: Float64Array, step: 1 | -1, oneSided: boolean): void {
  const layerCount = cells.layerStarts.length - 1;
  const first = step === 1 ? 0 : layerCount - 1;
  const wanted = new Float64Array(cells.count);
  const pull = new Float64Array(cells.count);
  for (let layer = first; layer >= 0 && layer < layerCount; layer += step) {
    const from = int(cells.layerStarts, layer);
    const to = int(cells.layerStarts, layer + 1);
    for (let cell = from; cell < to; cell += 1) {
      want(springs, middles, cell, oneSided ? step : 0, wanted, pull);
    }
    settle(cells, from, to, wanted, pull, middles);
  }
}

/** Where a cell's neighbours want it, and how strongly. `side` 1 asks the layer before only, -1 the one after, 0 both. */
function want(
  springs: Springs,
  middles: Float64Array,
  cell: number,
  side: number,
  wanted: Float64Array,
  pull: Float64Array,
): void {
  let sum = 0;
  let weight = 0;
  if (side >= 0) {
    for (let at = int(springs.into.starts, cell); at < int(springs.into.starts, cell + 1); at += 1) {
      const link = int(springs.into.items, at);
      sum += real(springs.weights, link) * (real(middles, int(springs.sources, link)) + real(springs.offsets, link));
      weight += real(springs.weights, link);
    }
  }
  if (side <= 0) {
    for (let at = int(springs.out.starts, cell); at < int(springs.out.starts, cell + 1); at += 1) {
      const link = int(springs.out.items, at);
      sum += real(springs.weights, link) * (real(middles, int(springs.targets, link)) - real(springs.offsets, link));
      weight += real(springs.weights, link);
    }
  }
  wanted[cell] = weight > 0 ? sum / weight : real(middles, cell);
  pull[cell] = weight > 0 ? weight : 0.01;
}

/**
 * The positions of least weighted square distance from the wanted ones that keep the separations. With the separations
 * taken off this is a regression to a rising sequence, solved by pooling neighbours that are out of order.
 */
function settle(
  cells: Cells,
  from: number,
  to: number,
  wanted: Float64Array,
  pull: Float64Array,
  middles: Float64Array,
): void {
  const values: number[] = [];
  const weights: number[] = [];
  const sizes: number[] = [];
  let shift = 0;
  for (let cell = from; cell < to; cell += 1) {
    if (cell > from) shift += real(cells.separations, cell);
    let value = real(wanted, cell) - shift;
    let weight = real(pull, cell);
    let size = 1;
    while (values.length > 0 && (values[values.length - 1] as number) > value) {
      const other = weights.pop() as number;
      value = (value * weight + (values.pop() as number) * other) / (weight + other);
      weight += other;
      size += sizes.pop() as number;
    }
    values.push(value);
    weights.push(weight);
    sizes.push(size);
  }
  let cell = from;
  shift = 0;
  values.forEach((value, pool) => {
    for (let left = sizes[pool] as number; left > 0; left -= 1, cell += 1) {
      if (cell > from) shift += real(cells.separations, cell);
      middles[cell] = value + shift;
    }
  });
}
