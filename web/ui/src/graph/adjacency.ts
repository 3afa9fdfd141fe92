/// Edges by their ends, in flat arrays.
import { add, int } from "./numbers";

/** For each vertex its edges, in one flat array: `items[starts[v]] .. items[starts[v + 1] - 1]` are edge numbers. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** The edges by one of their ends. Edges whose end is negative are left out; the order of edges is kept. */
export function adjacency(count: number, ends: Int32Array): Adjacency {
  const starts = new Int32Array(count + 1);
  let used = 0;
  for (const end of ends) {
    if (end < 0) continue;
    add(starts, end + 1, 1);
    used += 1;
  }
  for (let vertex = 0; vertex < count; vertex += 1) add(starts, vertex + 1, int(starts, vertex));
  const items = new Int32Array(used);
  const next = starts.slice(0, count);
  ends.forEach((end, edge) => {
    if (end < 0) return;
    items[int(next, end)] = edge;
    add(next, end, 1);
  });
  return { starts, items };
}

export function degree(side: Adjacency, vertex: number): number {
  return int(side.starts, vertex + 1) - int(side.starts, vertex);
}
