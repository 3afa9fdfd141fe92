/// Where layers lie along the edges.
import { int, real } from "../numbers";
import type { Cells } from "./cells";
import type { Net, Spacing } from "./net";
import type { Slots } from "./slots";

/** Where the layers lie along the edges. */
export interface Bands {
  /** Start and end of each layer. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly depth: number;
  /** Start of a node: centred in its layer, or in its column where the layer is folded. */
  startOf(node: number): number;
}

/** Between the columns of a folded layer. */
export const COLUMN_GAP = 28;
/** Layers move apart by this share of the steepest step between them, so that curves do not stand upright. */
const STEEPNESS = 0.06;
const MOST_EXTRA = 160;

export function stackLayers(net: Net, slots: Slots, cells: Cells, middles: Float64Array, spacing: Spacing): Bands {
  const columns = columnDepths(net, slots, cells);
  const extra = extraGaps(slots, cells, middles);
  const starts = new Float64Array(slots.layerCount);
  const ends = new Float64Array(slots.layerCount);
  let at = 0;
  for (let layer = 0; layer < slots.layerCount; layer += 1) {
    if (layer > 0) at += spacing.layer + real(extra, layer - 1);
    starts[layer] = at;
    const depths = columns[layer] as number[];
    at += depths.reduce((sum, depth) => sum + depth, 0) + COLUMN_GAP * (depths.length - 1);
    ends[layer] = at;
  }
  const startOf = (node: number): number => {
    const layer = int(slots.layers, node);
    const depths = columns[layer] as number[];
    const column = int(cells.columnOf, node);
    let start = real(starts, layer) + COLUMN_GAP * column;
    for (let before = 0; before < column; before += 1) start += depths[before] as number;
    return start + ((depths[column] as number) - real(net.depths, node)) / 2;
  };
  return { starts, ends, depth: at, startOf };
}

function columnDepths(net: Net, slots: Slots, cells: Cells): number[][] {
  const depths = Array.from(cells.columns, (columns) => new Array<number>(columns).fill(0));
  for (let node = 0; node < slots.real; node += 1) {
    const layer = depths[int(slots.layers, node)] as number[];
    const column = int(cells.columnOf, node);
    layer[column] = Math.max(layer[column] as number, real(net.depths, node));
  }
  return depths;
}

function extraGaps(slots: Slots, cells: Cells, middles: Float64Array): Float64Array {
  const extra = new Float64Array(Math.max(0, slots.layerCount - 1));
  slots.linkSources.forEach((source, link) => {
    const from = real(middles, int(cells.cellOf, source));
    const to = real(middles, int(cells.cellOf, int(slots.linkTargets, link)));
    const layer = int(slots.layers, source);
    extra[layer] = Math.max(real(extra, layer), Math.min(MOST_EXTRA, Math.abs(from - to) * STEEPNESS));
  });
  return extra;
}
