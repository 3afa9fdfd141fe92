/// Placing new nodes among those that stay.
import { adjacency } from "../adjacency";
import { int, real } from "../numbers";
import type { Topology } from "../topology";
import { backEdges } from "./cycles";
import { boxesOfGroups } from "./group-boxes";
import { dag, topologicalOrder } from "./layers";
import type { Layout } from "./layout";
import type { Spacing } from "./net";
import { Occupancy } from "./occupancy";

/**
 * Place the nodes that have no position yet and leave the others where they are: behind their predecessors, at the mean
 * height of their neighbours, at the nearest place that is free.
 */
export function placeNew(topology: Topology, kept: Float64Array, right: boolean, spacing: Spacing): Layout {
  const positions = kept.slice();
  const taken = new Occupancy();
  const missing: number[] = [];
  for (const node of flowOrder(topology)) {
    if (Number.isNaN(real(positions, node * 2))) missing.push(node);
    else taken.add(boxOf(topology, positions, node));
  }
  const near = neighbours(topology);
  for (const node of missing) {
    const wish = wishFor(topology, positions, near, node, right, spacing);
    const free = taken.nearestFree({ ...wish, ...sizeOf(topology, node) }, right, spacing.node);
    positions[node * 2] = free.x;
    positions[node * 2 + 1] = free.y;
    taken.add({ ...free, ...sizeOf(topology, node) });
  }
  return {
    positions,
    groups: boxesOfGroups(topology, positions),
    bendStarts: new Int32Array(topology.sources.length + 1),
    bends: new Float64Array(0),
    ...extent(topology, positions),
  };
}

function flowOrder(topology: Topology): Int32Array {
  const { count, sources, targets } = topology;
  const back = backEdges(count, targets, adjacency(count, sources), adjacency(count, targets));
  const keep = (ends: Int32Array) => ends.map((end, edge) => (back[edge] ? -1 : end));
  return topologicalOrder(dag(count, keep(sources), keep(targets)));
}

function neighbours(topology: Topology) {
  return { out: adjacency(topology.count, topology.sources), into: adjacency(topology.count, topology.targets) };
}

function sizeOf(topology: Topology, node: number) {
  return { width: real(topology.widths, node), height: real(topology.heights, node) };
}

function boxOf(topology: Topology, positions: Float64Array, node: number) {
  return { x: real(positions, node * 2), y: real(positions, node * 2 + 1), ...sizeOf(topology, node) };
}

function wishFor(
  topology: Topology,
  positions: Float64Array,
  near: ReturnType<typeof neighbours>,
  node: number,
  right: boolean,
  spacing: Spacing,
): { x: number; y: number } {
  const size = sizeOf(topology, node);
  let behind = Number.NEGATIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  let sum = 0;
  let known = 0;
  const see = (other: number, isSource: boolean): void => {
    const box = boxOf(topology, positions, other);
    if (Number.isNaN(box.x)) return;
    sum += right ? box.y + box.height / 2 : box.x + box.width / 2;
    known += 1;
    if (isSource) behind = Math.max(behind, right ? box.x + box.width : box.y + box.height);
    else before = Math.min(before, right ? box.x : box.y);
  };
  for (let at = int(near.into.starts, node); at < int(near.into.starts, node + 1); at += 1) {
    see(int(topology.sources, int(near.into.items, at)), true);
  }
  for (let at = int(near.out.starts, node); at < int(near.out.starts, node + 1); at += 1) {
    see(int(topology.targets, int(near.out.items, at)), false);
  }
  const depth = right ? size.width : size.height;
  const along = alongBetween(behind, before, depth, spacing.layer);
  const across = known === 0 ? 0 : sum / known - (right ? size.height : size.width) / 2;
  return right ? { x: along, y: across } : { x: across, y: along };
}

/** Behind the predecessors; without any, before the successors; without either, at the start. */
function alongBetween(behind: number, before: number, depth: number, gap: number): number {
  if (Number.isFinite(behind)) return behind + gap;
  return Number.isFinite(before) ? before - gap - depth : 0;
}

function extent(topology: Topology, positions: Float64Array): { width: number; height: number } {
  let width = 0;
  let height = 0;
  for (let node = 0; node < topology.count; node += 1) {
    width = Math.max(width, real(positions, node * 2) + real(topology.widths, node));
    height = Math.max(height, real(positions, node * 2 + 1) + real(topology.heights, node));
  }
  return { width, height };
}
