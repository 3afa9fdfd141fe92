/// Which layer each vertex belongs to.
import { type Adjacency, adjacency, degree } from "../adjacency";
import { add, int } from "../numbers";

/** An acyclic set of edges over `count` vertices, with both sides' adjacency. */
export interface Dag {
  readonly count: number;
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly out: Adjacency;
  readonly into: Adjacency;
}

export function dag(count: number, sources: Int32Array, targets: Int32Array): Dag {
  return { count, sources, targets, out: adjacency(count, sources), into: adjacency(count, targets) };
}

/** How often the vertices are moved to where their edges are short. */
const COMPACTION_ROUNDS = 4;

/**
 * The layer of each vertex: as early as its predecessors allow, then moved between its neighbours to where the sum of
 * its edges' lengths is least. Vertices pinned to -1 get layer 0 for themselves, those pinned to 1 the last one.
 */
export function assignLayers(graph: Dag, pins: Int8Array): Int32Array {
  const order = topologicalOrder(graph);
  const layers = new Int32Array(graph.count);
  for (const vertex of order) layers[vertex] = earliest(graph, layers, vertex);
  for (let round = 0; round < COMPACTION_ROUNDS; round += 1) {
    if (!compact(graph, order, layers)) break;
  }
  return pinLayers(layers, pins);
}

export function topologicalOrder(graph: Dag): Int32Array {
  const order = new Int32Array(graph.count);
  const missing = new Int32Array(graph.count);
  let filled = 0;
  for (let vertex = 0; vertex < graph.count; vertex += 1) {
    missing[vertex] = degree(graph.into, vertex);
    if (missing[vertex] === 0) order[filled++] = vertex;
  }
  for (let place = 0; place < filled; place += 1) {
    const vertex = int(order, place);
    for (let at = int(graph.out.starts, vertex); at < int(graph.out.starts, vertex + 1); at += 1) {
      const target = int(graph.targets, int(graph.out.items, at));
      add(missing, target, -1);
      if (missing[target] === 0) order[filled++] = target;
    }
  }
  return order;
}

function earliest(graph: Dag, layers: Int32Array, vertex: number): number {
  let layer = 0;
  for (let at = int(graph.into.starts, vertex); at < int(graph.into.starts, vertex + 1); at += 1) {
    layer = Math.max(layer, int(layers, int(graph.sources, int(graph.into.items, at))) + 1);
  }
  return layer;
}

function latest(graph: Dag, layers: Int32Array, vertex: number): number {
  let layer = Number.MAX_SAFE_INTEGER;
  for (let at = int(graph.out.starts, vertex); at < int(graph.out.starts, vertex + 1); at += 1) {
    layer = Math.min(layer, int(layers, int(graph.targets, int(graph.out.items, at))) - 1);
  }
  return layer;
}

/** Vertices with more edges out than in go late, the others early. Returns whether anything moved. */
function compact(graph: Dag, order: Int32Array, layers: Int32Array): boolean {
  let moved = false;
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const vertex = int(order, place);
    if (degree(graph.out, vertex) <= degree(graph.into, vertex)) continue;
    const layer = latest(graph, layers, vertex);
    if (layer <= int(layers, vertex)) continue;
    layers[vertex] = layer;
    moved = true;
  }
  for (const vertex of order) {
    if (degree(graph.into, vertex) <= degree(graph.out, vertex)) continue;
    const layer = earliest(graph, layers, vertex);
    if (layer >= int(layers, vertex)) continue;
    layers[vertex] = layer;
    moved = true;
  }
  return moved;
}

function pinLayers(layers: Int32Array, pins: Int8Array): Int32Array {
  let first = Number.MAX_SAFE_INTEGER;
  let last = -1;
  layers.forEach((layer, vertex) => {
    if (pins[vertex] !== 0) return;
    first = Math.min(first, layer);
    last = Math.max(last, layer);
  });
  if (last < 0) first = 0;
  const shift = pins.includes(-1) ? 1 - first : -first;
  return layers.map((layer, vertex) => {
    if (pins[vertex] === -1) return 0;
    return pins[vertex] === 1 ? last + shift + 1 : layer + shift;
  });
}
