/// The layout of a whole graph: what the worker runs.
import { int, real } from "../numbers";
import type { Direction } from "../shape";
import type { Topology } from "../topology";
import { type Routes, RouteWriter, routeOf } from "./bends";
import { GROUP_HEADER, GROUP_PADDING } from "./group-boxes";
import { type Inside, layOutGroups, type Padding } from "./grouping";
import type { Net, Spacing } from "./net";
import { layOutParts } from "./packing";
import { placeNew } from "./placing";

export interface LayoutOptions {
  readonly direction?: Direction;
  /** Pixels between two nodes of a layer, and least pixels between layers. */
  readonly nodeSpacing?: number;
  readonly layerSpacing?: number;
  /**
   * Positions that are to stay, x and y per node, NaN for nodes that have none. With it only the others are placed, and
   * no edge gets bends.
   */
  readonly kept?: Float64Array;
}

/** A finished drawing, by the numbers of its topology; made of typed arrays, so that a worker can hand it over. */
export interface Layout {
  /** Top left corners: x, y per node. */
  readonly positions: Float64Array;
  /** x, y, width, height per group; all zero for a group without nodes. */
  readonly groups: Float64Array;
  /** The bends of edge `e` are the points `bendStarts[e] .. bendStarts[e + 1] - 1`; none: draw a plain curve. */
  readonly bendStarts: Int32Array;
  /** x, y per bend. */
  readonly bends: Float64Array;
  readonly width: number;
  readonly height: number;
}

/** Lay out a graph. The same topology and options give the same drawing, to the bit. */
export function layOut(topology: Topology, options: LayoutOptions = {}): Layout {
  const right = (options.direction ?? "right") === "right";
  const spacing = spacingOf(options, right);
  if (options.kept) return placeNew(topology, options.kept, right, spacing);
  const net = netOf(topology, right);
  const padding: Padding = {
    alongStart: right ? GROUP_PADDING : GROUP_HEADER,
    alongEnd: GROUP_PADDING,
    acrossStart: right ? GROUP_HEADER : GROUP_PADDING,
    acrossEnd: GROUP_PADDING,
  };
  const drawing = topology.groups.some((group) => group >= 0)
    ? withGroups(topology, net, padding, spacing)
    : plain(net, spacing);
  return toLayout(topology, drawing, right);
}

function spacingOf(options: LayoutOptions, right: boolean): Spacing {
  return {
    node: options.nodeSpacing ?? (right ? 18 : 28),
    edge: 12,
    layer: options.layerSpacing ?? (right ? 64 : 56),
    aspect: right ? 1.6 : 1 / 1.6,
  };
}

function netOf(topology: Topology, right: boolean): Net {
  return {
    count: topology.count,
    depths: right ? topology.widths : topology.heights,
    breadths: right ? topology.heights : topology.widths,
    sources: topology.sources,
    targets: topology.targets,
    sourcePorts: new Float64Array(topology.sources.length),
    targetPorts: new Float64Array(topology.sources.length),
    pins: new Int8Array(topology.count),
  };
}

/** A drawing in terms of along and across. */
interface Drawing {
  readonly along: Float64Array;
  readonly across: Float64Array;
  readonly depth: number;
  readonly breadth: number;
  readonly routes: Routes;
  /** along, across, depth, breadth per group. */
  readonly groups: Float64Array;
}

function plain(net: Net, spacing: Spacing): Drawing {
  return { ...layOutParts(net, spacing), groups: new Float64Array(0) };
}

/** Groups are laid out first, then the graph in which each of them is one node with ports. */
function withGroups(topology: Topology, net: Net, padding: Padding, spacing: Spacing): Drawing {
  const insides = layOutGroups(topology, net, padding, spacing);
  const outer = outerNet(topology, net, insides);
  const placed = layOutParts(outer.net, spacing);
  const along = new Float64Array(net.count);
  const across = new Float64Array(net.count);
  const groups = new Float64Array(topology.groupCount * 4);
  outer.vertexOf.forEach((vertex, node) => {
    along[node] = real(placed.along, vertex);
    across[node] = real(placed.across, vertex);
  });
  insides.forEach((inside, group) => {
    if (!inside) return;
    const vertex = outer.firstGroup + group;
    const corner = [real(placed.along, vertex), real(placed.across, vertex)] as const;
    groups.set([...corner, inside.depth, inside.breadth], group * 4);
    inside.members.forEach((node, at) => {
      along[node] = corner[0] + (inside.along[at] as number);
      across[node] = corner[1] + (inside.across[at] as number);
    });
  });
  const routes = joinRoutes(topology, insides, groups, placed.routes);
  return { along, across, depth: placed.depth, breadth: placed.breadth, routes, groups };
}

function outerNet(topology: Topology, net: Net, insides: readonly (Inside | null)[]) {
  const free: number[] = [];
  topology.groups.forEach((group, node) => {
    if (group < 0) free.push(node);
  });
  const firstGroup = free.length;
  const vertexOf = Int32Array.from(topology.groups, (group) => (group < 0 ? -1 : firstGroup + group));
  free.forEach((node, at) => {
    vertexOf[node] = at;
  });
  const count = firstGroup + insides.length;
  const end = (ends: Int32Array) => ends.map((node) => (node < 0 ? -1 : int(vertexOf, node)));
  const sources = end(net.sources);
  const targets = end(net.targets);
  sources.forEach((source, edge) => {
    if (source !== targets[edge]) return;
    sources[edge] = -1;
    targets[edge] = -1;
  });
  const port = (ends: Int32Array, side: "entries" | "exits") =>
    Float64Array.from(ends, (node) => {
      const group = node < 0 ? -1 : int(topology.groups, node);
      return insides[group]?.[side].get(node) ?? 0;
    });
  const sizes = (of: Float64Array, side: "depth" | "breadth") =>
    Float64Array.from([...free.map((node) => real(of, node)), ...insides.map((group) => group?.[side] ?? 0)]);
  const outer: Net = {
    count,
    depths: sizes(net.depths, "depth"),
    breadths: sizes(net.breadths, "breadth"),
    sources,
    targets,
    sourcePorts: port(net.sources, "exits"),
    targetPorts: port(net.targets, "entries"),
    pins: new Int8Array(count),
  };
  return { net: outer, vertexOf, firstGroup };
}

/** An edge's bends: inside its source's group, outside, inside its target's group. */
function joinRoutes(
  topology: Topology,
  insides: readonly (Inside | null)[],
  groups: Float64Array,
  outside: Routes,
): Routes {
  const writer = new RouteWriter(topology.sources.length);
  const follow = (group: number, edge: number): void => {
    const route = insides[group]?.routes.get(edge);
    if (route) writer.follow(route, real(groups, group * 4), real(groups, group * 4 + 1));
  };
  topology.sources.forEach((source, edge) => {
    const from = source < 0 ? -1 : int(topology.groups, source);
    const to = source < 0 ? -1 : int(topology.groups, int(topology.targets, edge));
    const middle = routeOf(outside, edge);
    if (from === to) follow(from, edge);
    else if (middle.length > 0) follow(from, edge);
    writer.follow(middle, 0, 0);
    if (from !== to && middle.length > 0) follow(to, edge);
    writer.endEdge();
  });
  return writer.finish();
}

function toLayout(topology: Topology, drawing: Drawing, right: boolean): Layout {
  const positions = new Float64Array(topology.count * 2);
  for (let node = 0; node < topology.count; node += 1) {
    positions[node * 2 + (right ? 0 : 1)] = real(drawing.along, node);
    positions[node * 2 + (right ? 1 : 0)] = real(drawing.across, node);
  }
  return {
    positions,
    groups: right ? drawing.groups : turned(drawing.groups),
    bendStarts: drawing.routes.starts,
    bends: right ? drawing.routes.bends : turned(drawing.routes.bends),
    width: right ? drawing.depth : drawing.breadth,
    height: right ? drawing.breadth : drawing.depth,
  };
}

function turned(pairs: Float64Array): Float64Array {
  return pairs.map((_, at) => real(pairs, at ^ 1));
}
