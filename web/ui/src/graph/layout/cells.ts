/// What is placed as one thing across the layers.
import { int, real } from "../numbers";
import type { Net, Spacing } from "./net";
import type { LayerOrder } from "./ordering";
import type { Slots } from "./slots";

/**
 * What is placed across as one thing: a slot, or, where a layer would be far too long, a row of several nodes that stand
 * behind each other. Cells are numbered along the layers in their order.
 */
export interface Cells {
  readonly count: number;
  /** First cell of each layer, and the end. */
  readonly layerStarts: Int32Array;
  /** Per cell its size across; a row includes the lanes for its edges. */
  readonly breadths: Float64Array;
  /** Least distance between the middles of a cell and of the one before it in its layer; 0 for the first. */
  readonly separations: Float64Array;
  /** 1 where the cell is a place for a passing edge. */
  readonly passing: Uint8Array;
  readonly cellOf: Int32Array;
  /** Per slot its column in a folded layer, else 0. */
  readonly columnOf: Int32Array;
  /** Columns of each layer; 1 where it is not folded. */
  readonly columns: Int32Array;
}

export function isFirstOfLayer(cells: Cells, cell: number): boolean {
  return real(cells.separations, cell) === 0;
}

/** Room above and below a row of a folded layer, for the edges of the nodes inside. */
const LANE = 8;
/** Layers with fewer nodes are not folded, however small the rest. */
const LEAST_TO_FOLD = 14;
/** How far a layer may exceed the aim before it is folded. */
const PATIENCE = 1.35;

export function formCells(net: Net, slots: Slots, order: LayerOrder, spacing: Spacing): Cells {
  const columns = foldLayers(net, slots, order, spacing);
  const former = new CellFormer(net, slots, spacing);
  order.forEach((layer, number) => {
    former.addLayer(layer, int(columns, number));
  });
  return former.finish(columns);
}

function foldLayers(net: Net, slots: Slots, order: LayerOrder, spacing: Spacing): Int32Array {
  const columns = new Int32Array(order.length).fill(1);
  let area = 0;
  for (let node = 0; node < slots.real; node += 1) {
    area += (real(net.depths, node) + spacing.layer) * (real(net.breadths, node) + spacing.node);
  }
  const aim = Math.sqrt(area / spacing.aspect);
  order.forEach((layer, number) => {
    let breadth = 0;
    let nodes = 0;
    for (const slot of layer) {
      if (slot >= slots.real || real(net.breadths, slot) === 0) continue;
      nodes += 1;
      breadth += real(net.breadths, slot) + spacing.node;
    }
    if (nodes >= LEAST_TO_FOLD && breadth > aim * PATIENCE) columns[number] = Math.ceil(breadth / aim);
  });
  return columns;
}

class CellFormer {
  private readonly layerStarts = [0];
  private readonly breadths: number[] = [];
  private readonly separations: number[] = [];
  private readonly passing: number[] = [];
  private readonly cellOf: Int32Array;
  private readonly columnOf: Int32Array;

  constructor(
    private readonly net: Net,
    private readonly slots: Slots,
    private readonly spacing: Spacing,
  ) {
    this.cellOf = new Int32Array(slots.count);
    this.columnOf = new Int32Array(slots.count);
  }

  addLayer(layer: Int32Array, columns: number): void {
    const first = this.breadths.length;
    let column = columns;
    for (const slot of columns === 1 ? layer : wholeRows(layer, columns, this.slots.real)) {
      const isReal = slot < this.slots.real;
      if (!isReal || column >= columns) {
        this.open(isReal);
        column = isReal ? 0 : columns;
      }
      this.fill(slot, column, columns);
      column += 1;
    }
    for (let cell = first + 1; cell < this.breadths.length; cell += 1) this.separate(cell);
    this.layerStarts.push(this.breadths.length);
  }

  private open(isReal: boolean): void {
    this.breadths.push(0);
    this.separations.push(0);
    this.passing.push(isReal ? 0 : 1);
  }

  private fill(slot: number, column: number, columns: number): void {
    const cell = this.breadths.length - 1;
    this.cellOf[slot] = cell;
    if (slot >= this.slots.real) return;
    this.columnOf[slot] = column;
    const lanes = columns > 1 ? 2 * LANE : 0;
    this.breadths[cell] = Math.max(this.breadths[cell] as number, real(this.net.breadths, slot) + lanes);
  }

  private separate(cell: number): void {
    const bothReal = !this.passing[cell] && !this.passing[cell - 1];
    const gap = bothReal ? this.spacing.node : this.spacing.edge;
    this.separations[cell] = ((this.breadths[cell] as number) + (this.breadths[cell - 1] as number)) / 2 + gap;
  }

  finish(columns: Int32Array): Cells {
    return {
      count: this.breadths.length,
      layerStarts: Int32Array.from(this.layerStarts),
      breadths: Float64Array.from(this.breadths),
      separations: Float64Array.from(this.separations),
      passing: Uint8Array.from(this.passing),
      cellOf: this.cellOf,
      columnOf: this.columnOf,
      columns,
    };
  }
}

/** The order of a folded layer in which passing edges wait until the row that they would part is full. */
function wholeRows(layer: Int32Array, columns: number, real: number): number[] {
  const order: number[] = [];
  let waiting: number[] = [];
  let inRow = 0;
  for (const slot of layer) {
    if (slot >= real && inRow > 0) {
      waiting.push(slot);
      continue;
    }
    order.push(slot);
    if (slot >= real) continue;
    inRow = (inRow + 1) % columns;
    if (inRow > 0) continue;
    order.push(...waiting);
    waiting = [];
  }
  return [...order, ...waiting];
}
