/// Connected parts of a graph.
import { int } from "../numbers";

/** The connected parts, in the order of their first vertices. Vertices without edges are one part together. */
export function components(count: number, sources: Int32Array, targets: Int32Array): number[][] {
  const parent = Int32Array.from({ length: count }, (_, vertex) => vertex);
  const find = (vertex: number): number => {
    let root = vertex;
    while (int(parent, root) !== root) {
      parent[root] = int(parent, int(parent, root));
      root = int(parent, root);
    }
    return root;
  };
  const joined = new Uint8Array(count);
  sources.forEach((source, edge) => {
    if (source < 0) return;
    const target = int(targets, edge);
    joined[source] = 1;
    joined[target] = 1;
    parent[find(source)] = find(target);
  });
  const parts = new Map<number, number[]>();
  for (let vertex = 0; vertex < count; vertex += 1) {
    const root = joined[vertex] ? find(vertex) : -1;
    const part = parts.get(root);
    if (part) part.push(vertex);
    else parts.set(root, [vertex]);
  }
  return [...parts.values()];
}
