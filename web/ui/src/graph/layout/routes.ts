import { int, real } from "../numbers";
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
): number[][] {
  const middleOf = (slot: number): number => real(middles, int(cells.cellOf, slot));
  return slots.paths.map((path, edge) => {
    if (path.length === 0) return [];
    const route = new Route();
    leave(route, path[0] as number, real(net.sourcePorts, edge));
    for (let at = 1; at + 1 < path.length; at += 1) {
      const slot = path[at] as number;
      const layer = int(slots.layers, slot);
      route.to(real(bands.starts, layer), middleOf(slot));
      route.to(real(bands.ends, layer), middleOf(slot));
    }
    arrive(route, path[path.length - 1] as number, real(net.targetPorts, edge));
    return route.bends;
  });

  function leave(route: Route, node: number, port: number): void {
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

  function arrive(route: Route, node: number, port: number): void {
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

/** Collects bends; of three in one line the middle one is left out. */
class Route {
  readonly bends: number[] = [];

  to(along: number, across: number): void {
    const { bends } = this;
    const last = bends.length;
    if (last >= 2 && bends[last - 2] === along && bends[last - 1] === across) return;
    if (last >= 4 && bends[last - 1] === across && bends[last - 3] === across) bends.length -= 2;
    bends.push(along, across);
  }
}
