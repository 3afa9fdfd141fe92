/// The layered layout, step by step.
import { int, real } from "../numbers";
import { type Cells, formCells } from "./cells";
import { placeAcross } from "./coordinates";
import { backEdges } from "./cycles";
import { assignLayers, dag } from "./layers";
import type { Net, Placement, Spacing } from "./net";
import { orderLayers } from "./ordering";
import { routeEdges } from "./routes";
import { cutLongEdges } from "./slots";
import { springsOf } from "./springs";
import { stackLayers } from "./stacking";

/** The layered layout of one connected net. Edges that close a cycle take no part and get no route. */
export function layOutLayered(net: Net, spacing: Spacing): Placement {
  const graph = acyclic(net);
  const slots = cutLongEdges(graph, assignLayers(graph, net.pins));
  const order = orderLayers(slots);
  const cells = formCells(net, slots, order, spacing);
  const middles = placeAcross(cells, springsOf(net, slots, cells));
  const breadth = moveToZero(cells, middles);
  const bands = stackLayers(net, slots, cells, middles, spacing);
  const along = new Float64Array(net.count);
  const across = new Float64Array(net.count);
  for (let node = 0; node < net.count; node += 1) {
    along[node] = bands.startOf(node);
    across[node] = real(middles, int(cells.cellOf, node)) - real(net.breadths, node) / 2;
  }
  return {
    along,
    across,
    depth: bands.depth,
    breadth,
    routes: routeEdges({ net, slots, cells, middles, bands, along }),
  };
}

function acyclic(net: Net) {
  const all = dag(net.count, net.sources, net.targets);
  const back = backEdges(net.count, net.targets, all.out, all.into);
  if (!back.includes(1)) return all;
  const keep = (ends: Int32Array) => ends.map((end, edge) => (back[edge] ? -1 : end));
  return dag(net.count, keep(net.sources), keep(net.targets));
}

function moveToZero(cells: Cells, middles: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let cell = 0; cell < cells.count; cell += 1) {
    least = Math.min(least, real(middles, cell) - real(cells.breadths, cell) / 2);
    most = Math.max(most, real(middles, cell) + real(cells.breadths, cell) / 2);
  }
  for (let cell = 0; cell < cells.count; cell += 1) middles[cell] = real(middles, cell) - least;
  return cells.count === 0 ? 0 : most - least;
}
