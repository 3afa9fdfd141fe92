/// Which edges to leave out for the rest to have no cycle.
import type { Adjacency } from "../adjacency";
import { int } from "../numbers";

const OPEN = 1;
const CLOSED = 2;

/**
 * The edges that have to be turned round for the rest to have no cycle: those that lead back into the path of a
 * depth-first walk, which begins at the vertices without predecessors.
 */
export function backEdges(count: number, targets: Int32Array, out: Adjacency, into: Adjacency): Uint8Array {
  const back = new Uint8Array(targets.length);
  const state = new Uint8Array(count);
  const next = out.starts.slice(0, count);
  const walkFrom = (root: number): void => {
    if (state[root]) return;
    const path = [root];
    state[root] = OPEN;
    while (path.length > 0) {
      const vertex = path[path.length - 1] as number;
      const place = int(next, vertex);
      if (place === int(out.starts, vertex + 1)) {
        state[vertex] = CLOSED;
        path.pop();
        continue;
      }
      next[vertex] = place + 1;
      const edge = int(out.items, place);
      const target = int(targets, edge);
      if (state[target] === OPEN) back[edge] = 1;
      else if (!state[target]) {
        state[target] = OPEN;
        path.push(target);
      }
    }
  };
  for (let vertex = 0; vertex < count; vertex += 1) {
    if (int(into.starts, vertex) === int(into.starts, vertex + 1)) walkFrom(vertex);
  }
  for (let vertex = 0; vertex < count; vertex += 1) walkFrom(vertex);
  return back;
}
