/// Ancestors and descendants.
import { type Adjacency, adjacency } from "./adjacency";
import { int } from "./numbers";
import type { ShapeIndex, Topology } from "./topology";

/** Both sides of every node's edges, made once per shape. */
export interface Relations {
  readonly topology: Topology;
  readonly out: Adjacency;
  readonly into: Adjacency;
}

export function relationsOf(topology: Topology): Relations {
  return {
    topology,
    out: adjacency(topology.count, topology.sources),
    into: adjacency(topology.count, topology.targets),
  };
}

/** 1 for each node from which `node` can be reached, without itself. */
export function ancestors(relations: Relations, node: number): Uint8Array {
  return reach(relations.into, relations.topology.sources, relations.topology.count, node);
}

/** 1 for each node that can be reached from `node`, without itself. */
export function descendants(relations: Relations, node: number): Uint8Array {
  return reach(relations.out, relations.topology.targets, relations.topology.count, node);
}

function reach(side: Adjacency, ends: Int32Array, count: number, start: number): Uint8Array {
  const reached = new Uint8Array(count);
  const stack = [start];
  while (stack.length > 0) {
    const node = stack.pop() as number;
    for (let at = int(side.starts, node); at < int(side.starts, node + 1); at += 1) {
      const end = int(ends, int(side.items, at));
      if (reached[end]) continue;
      reached[end] = 1;
      stack.push(end);
    }
  }
  reached[start] = 0;
  return reached;
}

export function successors({ topology, out }: Relations, node: number): number[] {
  const found: number[] = [];
  for (let at = int(out.starts, node); at < int(out.starts, node + 1); at += 1) {
    found.push(int(topology.targets, int(out.items, at)));
  }
  return found;
}

export function predecessors({ topology, into }: Relations, node: number): number[] {
  const found: number[] = [];
  for (let at = int(into.starts, node); at < int(into.starts, node + 1); at += 1) {
    found.push(int(topology.sources, int(into.items, at)));
  }
  return found;
}

/**
 * The ids that an edge from `from` may not lead to: itself, what leads to it (a cycle), and what it leads to already.
 * Asked once when a connection begins, so that hovering costs a look into a set.
 */
export function refusedTargets(index: ShapeIndex, ids: readonly string[], from: string): ReadonlySet<string> {
  return refused(index, ids, from, ancestors, successors);
}

/** The ids that an edge to `to` may not come from. */
export function refusedSources(index: ShapeIndex, ids: readonly string[], to: string): ReadonlySet<string> {
  return refused(index, ids, to, descendants, predecessors);
}

function refused(
  index: ShapeIndex,
  ids: readonly string[],
  id: string,
  closing: (relations: Relations, node: number) => Uint8Array,
  joined: (relations: Relations, node: number) => number[],
): ReadonlySet<string> {
  const node = index.nodeNumbers.get(id);
  const found = new Set([id]);
  if (node === undefined) return found;
  const relations = relationsOf(index.topology);
  closing(relations, node).forEach((closes, other) => {
    if (closes) found.add(ids[other] as string);
  });
  for (const other of joined(relations, node)) found.add(ids[other] as string);
  return found;
}
