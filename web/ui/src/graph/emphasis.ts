/// What stands out in a drawing and what steps back.
import { ancestors, descendants, type Relations } from "./lineage";
import { int } from "./numbers";
import type { GraphShape } from "./shape";
import type { ShapeIndex } from "./topology";

export const PLAIN = 0;
export const DIMMED = 1;
export const ACTIVE = 2;
export const CRITICAL = 3;
export const CHOSEN = 4;
export const ADDED = 5;
export const REMOVED = 6;

/** What stands out and what steps back. */
export interface Emphasis {
  /** 1 for nodes that step back; null if none does. */
  readonly dimmed: Uint8Array | null;
  /** 1 for nodes of the critical path; null if there is none. */
  readonly critical: Uint8Array | null;
  /** One of the constants above per edge. */
  readonly edges: Uint8Array;
}

export interface Wish {
  readonly selection: ReadonlySet<string>;
  readonly criticalPath: readonly string[];
  /** Dim everything outside the lineage of the one selected node. */
  readonly showLineage: boolean;
  readonly chosenEdge: number | null;
}

export function emphasise(shape: GraphShape, index: ShapeIndex, relations: Relations, wish: Wish): Emphasis {
  const lineage = lineageOf(index, relations, wish);
  const selected = flags(index, wish.selection);
  const critical = wish.criticalPath.length === 0 ? null : flags(index, wish.criticalPath);
  const steps = new Set(wish.criticalPath.slice(1).map((id, at) => pairKey(wish.criticalPath[at] as string, id)));
  const { sources, targets } = index.topology;
  const edges = Uint8Array.from(shape.edges, (edge, number) => {
    if (number === wish.chosenEdge) return CHOSEN;
    const source = int(sources, number);
    const target = int(targets, number);
    if (lineage && (!lineage[source] || !lineage[target])) return DIMMED;
    if (steps.has(pairKey(edge.source, edge.target))) return CRITICAL;
    if (edge.change) return edge.change === "added" ? ADDED : REMOVED;
    return lineage || selected[source] || selected[target] ? ACTIVE : PLAIN;
  });
  return { dimmed: lineage?.map((inside) => 1 - inside) ?? null, critical, edges };
}

function pairKey(source: string, target: string): string {
  return `${source}\u0000${target}`;
}

function flags(index: ShapeIndex, ids: Iterable<string>): Uint8Array {
  const set = new Uint8Array(index.topology.count);
  for (const id of ids) {
    const node = index.nodeNumbers.get(id);
    if (node !== undefined) set[node] = 1;
  }
  return set;
}

/** 1 for the selected node, its ancestors and its descendants; null unless exactly one node is selected. */
function lineageOf(index: ShapeIndex, relations: Relations, wish: Wish): Uint8Array | null {
  const [id, ...more] = wish.selection;
  const node = id === undefined ? undefined : index.nodeNumbers.get(id);
  if (!wish.showLineage || node === undefined || more.length > 0) return null;
  const inside = ancestors(relations, node);
  descendants(relations, node).forEach((reached, other) => {
    if (reached) inside[other] = 1;
  });
  inside[node] = 1;
  return inside;
}
