/// Groups as single nodes.
import type { GraphEdge, GraphNode, GraphShape } from "./shape";

/** A shape in which some groups are one node each. */
export interface Folded {
  readonly shape: GraphShape;
  /** By the id of the node that stands for a group: the group and its members. */
  readonly groups: ReadonlyMap<string, FoldedGroup>;
  /** The id to show for each node: its own, or its group's. */
  readonly shownAs: ReadonlyMap<string, string>;
}

export interface FoldedGroup {
  readonly id: string;
  readonly label: string;
  readonly members: readonly string[];
}

const FOLDED = "\u0001";

/** Ids of nodes hold no control characters, so a group's node cannot take the id of another. */
export function foldedId(group: string): string {
  return FOLDED + group;
}

/** The group that a node stands for, or null for a node of the graph. */
export function foldedGroupOf(id: string): string | null {
  return id.startsWith(FOLDED) ? id.slice(FOLDED.length) : null;
}

const SIZE = { width: 220, height: 64 };

/** Replace the nodes of each folded group by one. Edges that become equal or loops are left out. */
export function foldGroups(shape: GraphShape, folded: ReadonlySet<string>): Folded {
  const labels = new Map(shape.groups?.map((group) => [group.id, group.label]));
  const members = new Map<string, string[]>();
  const shownAs = new Map<string, string>();
  const nodes: GraphNode[] = [];
  for (const node of shape.nodes) {
    if (node.group === undefined || !folded.has(node.group)) {
      shownAs.set(node.id, node.id);
      nodes.push(node);
      continue;
    }
    const id = foldedId(node.group);
    shownAs.set(node.id, id);
    const known = members.get(node.group);
    if (known) known.push(node.id);
    else {
      members.set(node.group, [node.id]);
      nodes.push({ id, label: labels.get(node.group) ?? node.group, ...SIZE });
    }
  }
  if (members.size === 0) return { shape, groups: new Map(), shownAs };
  const groups = [...members].map(
    ([id, ids]) => [foldedId(id), { id, label: labels.get(id) ?? id, members: ids }] as const,
  );
  const open = shape.groups?.filter((group) => !members.has(group.id)) ?? [];
  return {
    shape: { nodes, edges: foldEdges(shape.edges, shownAs), groups: open },
    groups: new Map(groups),
    shownAs,
  };
}

function foldEdges(edges: readonly GraphEdge[], shownAs: ReadonlyMap<string, string>): GraphEdge[] {
  const seen = new Set<string>();
  const kept: GraphEdge[] = [];
  for (const edge of edges) {
    const source = shownAs.get(edge.source) ?? edge.source;
    const target = shownAs.get(edge.target) ?? edge.target;
    const key = JSON.stringify([source, target]);
    if (source === target || seen.has(key)) continue;
    seen.add(key);
    kept.push({ ...edge, source, target });
  }
  return kept;
}
