/// The way of each edge through the layers.
import { int, real } from "../numbers";
import { type Routes, RouteWriter } from "./bends";
import type { Cells } from "./cells";
import type { Net } from "./net";
import type { Slots } from "./slots";
import { type Bands, COLUMN_GAP } from "./stacking";

/** Where the curve from a node to the lane of its row ends, as a share of the gap between columns. */
const LANE_REACH = 0.9;

/** Everything that has its place by now. */
interface Places {
  readonly net: Net;
  readonly slots: Slots;
  readonly cells: Cells;
  readonly middles: Float64Array;
  readonly bands: Bands;
  /** Starts of the nodes along the edges. */
  readonly along: Float64Array;
}

/**
 * The bends of each edge. Between two bends of the same height the edge is straight, else it is a curve that leaves and
 * arrives in the direction of the edges.
 */
export function routeEdges(places: Places): Routes {
  const { net, slots } = places;
  const edges = slots.pathStarts.length - 1;
  const router = new Router(places, new RouteWriter(edges));
  for (let edge = 0; edge < edges; edge += 1) {
    const from = int(slots.pathStarts, edge);
    const last = int(slots.pathStarts, edge + 1) - 1;
    if (last > from) {
      router.leave(int(slots.pathSlots, from), real(net.sourcePorts, edge));
      for (let at = from + 1; at < last; at += 1) router.pass(int(slots.pathSlots, at));
      router.arrive(int(slots.pathSlots, last), real(net.targetPorts, edge));
    }
    router.route.endEdge();
  }
  return router.route.finish();
}

class Router {
  constructor(
    private readonly places: Places,
    readonly route: RouteWriter,
  ) {}

  /** Out of a node, and, if others of its row stand behind it, along the lane below the row. */
  leave(node: number, port: number): void {
    const { net, slots, cells, bands, along } = this.places;
    const layer = int(slots.layers, node);
    const end = real(along, node) + real(net.depths, node);
    const middle = this.middleOf(node) + port;
    this.route.to(end, middle);
    if (int(cells.columnOf, node) + 1 >= int(cells.columns, layer)) {
      this.route.to(real(bands.ends, layer), middle);
      return;
    }
    const lane = this.middleOf(node) + real(cells.breadths, int(cells.cellOf, node)) / 2;
    this.route.to(end + COLUMN_GAP * LANE_REACH, lane);
    this.route.to(real(bands.ends, layer), lane);
  }

  pass(slot: number): void {
    const { slots, bands } = this.places;
    const layer = int(slots.layers, slot);
    this.route.to(real(bands.starts, layer), this.middleOf(slot));
    this.route.to(real(bands.ends, layer), this.middleOf(slot));
  }

  /** Into a node, and, if others of its row stand before it, along the lane above the row. */
  arrive(node: number, port: number): void {
    const { slots, cells, bands, along } = this.places;
    const layer = int(slots.layers, node);
    const start = real(along, node);
    const middle = this.middleOf(node) + port;
    if (int(cells.columnOf, node) === 0) {
      this.route.to(real(bands.starts, layer), middle);
    } else {
      const lane = this.middleOf(node) - real(cells.breadths, int(cells.cellOf, node)) / 2;
      this.route.to(real(bands.starts, layer), lane);
      this.route.to(start - COLUMN_GAP * LANE_REACH, lane);
    }
    this.route.to(start, middle);
  }

  private middleOf(slot: number): number {
    return real(this.places.middles, int(this.places.cells.cellOf, slot));
  }
}
