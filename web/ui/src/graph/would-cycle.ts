/// Whether an edge may be drawn.
import { ancestors, relationsOf } from "./lineage";
import type { GraphShape } from "./shape";
import { indexShape } from "./topology";

/** Whether an edge from `from` to `to` would close a cycle. An edge to oneself does; one to an unknown node does not. */
export function wouldCycle(shape: GraphShape, from: string, to: string): boolean {
  if (from === to) return true;
  const { topology, nodeNumbers } = indexShape(shape);
  const source = nodeNumbers.get(from);
  const target = nodeNumbers.get(to);
  if (source === undefined || target === undefined) return false;
  return ancestors(relationsOf(topology), source)[target] === 1;
}
