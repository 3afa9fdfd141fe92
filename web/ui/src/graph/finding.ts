/// Finding nodes by name.
import type { GraphNode } from "./shape";

/** Nodes whose id, label or subtitle holds the text, those that begin with it first; at most `limit`, and how many in all. */
export function findNodes(
  nodes: readonly GraphNode[],
  text: string,
  limit = 50,
): { readonly count: number; readonly nodes: readonly GraphNode[] } {
  const wanted = fold(text.trim());
  if (wanted === "") return { count: 0, nodes: [] };
  const begins: GraphNode[] = [];
  const holds: GraphNode[] = [];
  for (const node of nodes) {
    const texts = [node.label, node.id, node.subtitle ?? ""].map(fold);
    if (texts.some((each) => each.startsWith(wanted))) begins.push(node);
    else if (texts.some((each) => each.includes(wanted))) holds.push(node);
  }
  return { count: begins.length + holds.length, nodes: [...begins, ...holds].slice(0, limit) };
}

/** Case, width and accents do not matter: full-width letters of Chinese keyboards find their plain twins. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
