import { int, real } from "../numbers";
import { type Routes, RouteWriter } from "./bends";
import type { Cells } from "./cells";
import type { Net } from "./net";
import type { Slots } from "./slots";
import { type Bands, COLUMN_GAP } from "./stacking";

/** Where the curve from a node to the lane of its row ends, as a share of the gap between columns. */
const LANE_REACH = 0.9;

/**
 * The bends of each edge: along, across, along, across, ... Between two bends of the same height the edge is straight,
 * else it is a curve that leaves and arrives in the direction of the edges.
 */
export function routeEdges(
  net: Net,
  slots: Slots,
  cells: Cells,
  middles: Float64Array,
  bands: Bands,
  along: Float64Array,
): Routes {
  const middleOf = (slot: number): number => real(middles, int(cells.cellOf, slot));
  const edges = slots.pathStarts.length - 1;
  const route = new RouteWriter(edges);
  for (let edge = 0; edge < edges; edge += 1) {
    const from = int(slots.pathStarts, edge);
    const last = int(slots.pathStarts, edge + 1) - 1;
    if (last > from) {
      leave(int(slots.pathSlots, from), real(net.sourcePorts, edge));
      for (let at = from + 1; at < last; at += 1) pass(int(slots.pathSlots, at));
      arrive(int(slots.pathSlots, last), real(net.targetPorts, edge));
    }
    route.endEdge();
  }
  return route.finish();

  function pass(slot: number): void {
    const layer = int(slots.layers, slot);
    route.to(real(bands.starts, layer), middleOf(slot));
    route.to(real(bands.ends, layer), middleOf(slot));
  }

  function leave(node: number, port: number): void {
    const layer = int(slots.layers, node);
    const end = real(along, node) + real(net.depths, node);
    const middle = middleOf(node) + port;
    route.to(end, middle);
    if (int(cells.columnOf, node) + 1 >= int(cells.columns, layer)) {
      route.to(real(bands.ends, layer), middle);
      return;
    }
    const lane = middleOf(node) + real(cells.breadths, int(cells.cellOf, node)) / 2;
    route.to(end + COLUMN_GAP * LANE_REACH, lane);
    route.to(real(bands.ends, layer), lane);
  }

  function arrive(node: number, port: number): void {
    const layer = int(slots.layers, node);
    const start = real(along, node);
    const middle = middleOf(node) + port;
    if (int(cells.columnOf, node) === 0) {
      route.to(real(bands.starts, layer), middle);
    } else {
      const lane = middleOf(node) - real(cells.breadths, int(cells.cellOf, node)) / 2;
      route.to(real(bands.starts, layer), lane);
      route.to(start - COLUMN_GAP * LANE_REACH, lane);
    }
    route.to(start, middle);
  }
}
