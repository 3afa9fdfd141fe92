/// Shapes by numbers.
import type { GraphShape } from "./shape";

/** A shape by numbers: what the layout works on and what travels to the worker without copying strings. */
export interface Topology {
  readonly count: number;
  readonly widths: Float64Array;
  readonly heights: Float64Array;
  /** Ends of the edges, in the order of `GraphShape.edges`; -1 twice where an edge cannot be drawn. */
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** The group of each node, or -1. */
  readonly groups: Int32Array;
  readonly groupCount: number;
}

/** The numbers that a shape's names stand for. */
export interface ShapeIndex {
  readonly topology: Topology;
  readonly nodeNumbers: ReadonlyMap<string, number>;
  readonly groupNumbers: ReadonlyMap<string, number>;
}

/** Number a shape. Edges to nodes that do not exist and loops to oneself keep their place and are not drawn. */
export function indexShape(shape: GraphShape): ShapeIndex {
  const nodeNumbers = new Map(shape.nodes.map((node, number) => [node.id, number]));
  const groupNumbers = numberGroups(shape);
  const ends = numberEdges(shape, nodeNumbers);
  const groups = Int32Array.from(shape.nodes, (node) =>
    node.group === undefined ? -1 : (groupNumbers.get(node.group) ?? -1),
  );
  const topology: Topology = {
    count: shape.nodes.length,
    widths: Float64Array.from(shape.nodes, (node) => node.width),
    heights: Float64Array.from(shape.nodes, (node) => node.height),
    ...ends,
    groups,
    groupCount: groupNumbers.size,
  };
  return { topology, nodeNumbers, groupNumbers };
}

function numberGroups(shape: GraphShape): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const group of shape.groups ?? []) numbers.set(group.id, numbers.size);
  for (const { group } of shape.nodes) {
    if (group !== undefined && !numbers.has(group)) numbers.set(group, numbers.size);
  }
  return numbers;
}

function numberEdges(shape: GraphShape, numbers: ReadonlyMap<string, number>) {
  const sources = new Int32Array(shape.edges.length).fill(-1);
  const targets = new Int32Array(shape.edges.length).fill(-1);
  shape.edges.forEach((edge, place) => {
    const source = numbers.get(edge.source);
    const target = numbers.get(edge.target);
    if (source === undefined || target === undefined || source === target) return;
    sources[place] = source;
    targets[place] = target;
  });
  return { sources, targets };
}
