/// Putting parts that nothing joins beside each other.
import { int, real } from "../numbers";
import { type Routes, RouteWriter, routeOf } from "./bends";
import { components } from "./components";
import { layOutLayered } from "./layered";
import type { Net, Placement, Spacing } from "./net";

/** Between parts that no edge joins. */
const PART_GAP = 56;

/** Lay out each connected part by itself and put the parts on shelves, the largest first. */
export function layOutParts(net: Net, spacing: Spacing): Placement {
  const pinned = net.pins.some((pin) => pin !== 0);
  const parts = pinned ? [] : components(net.count, net.sources, net.targets);
  if (parts.length <= 1) return layOutLayered(net, spacing);
  const edges = edgesOfParts(net, parts);
  const placed = parts.map((nodes, part) => placePart(net, nodes, edges[part] as number[], spacing));
  const order = placed.map((_, part) => part).sort((a, b) => area(placed[b]) - area(placed[a]) || a - b);
  return shelve(net, placed, order, spacing.aspect);
}

interface Part {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly placement: Placement;
}

function area(part: Part | undefined): number {
  return part ? part.placement.depth * part.placement.breadth : 0;
}

function edgesOfParts(net: Net, parts: readonly (readonly number[])[]): number[][] {
  const partOf = new Int32Array(net.count);
  parts.forEach((nodes, part) => {
    for (const node of nodes) partOf[node] = part;
  });
  const edges: number[][] = parts.map(() => []);
  net.sources.forEach((source, edge) => {
    if (source >= 0) edges[int(partOf, source)]?.push(edge);
  });
  return edges;
}

function placePart(net: Net, nodes: readonly number[], edges: readonly number[], spacing: Spacing): Part {
  const local = new Int32Array(net.count);
  for (let at = 0; at < nodes.length; at += 1) local[nodes[at] as number] = at;
  const ends = (all: Int32Array) => {
    const picked = new Int32Array(edges.length);
    for (let at = 0; at < edges.length; at += 1) picked[at] = int(local, int(all, edges[at] as number));
    return picked;
  };
  const part: Net = {
    count: nodes.length,
    depths: pick(net.depths, nodes),
    breadths: pick(net.breadths, nodes),
    sources: ends(net.sources),
    targets: ends(net.targets),
    sourcePorts: pick(net.sourcePorts, edges),
    targetPorts: pick(net.targetPorts, edges),
    pins: new Int8Array(nodes.length),
  };
  return { nodes, edges, placement: layOutLayered(part, spacing) };
}

/** Shelves grow across; a part goes beside the one before it as long as the shelf is not longer than aimed at. */
function shelve(net: Net, parts: readonly Part[], order: readonly number[], aspect: number): Placement {
  const total = parts.reduce(
    (sum, { placement: { depth, breadth } }) => sum + (depth + PART_GAP) * (breadth + PART_GAP),
    0,
  );
  const longest = Math.max(Math.sqrt(total * aspect), ...parts.map((part) => part.placement.depth));
  const along = new Float64Array(net.count);
  const across = new Float64Array(net.count);
  const corners: { readonly along: number; readonly across: number }[] = [];
  const shelf = { along: 0, across: 0, breadth: 0, depth: 0 };
  for (const number of order) {
    const { nodes, placement } = parts[number] as Part;
    if (shelf.along > 0 && shelf.along + placement.depth > longest) {
      shelf.across += shelf.breadth + PART_GAP;
      shelf.along = 0;
      shelf.breadth = 0;
    }
    nodes.forEach((node, at) => {
      along[node] = (placement.along[at] as number) + shelf.along;
      across[node] = (placement.across[at] as number) + shelf.across;
    });
    corners[number] = { along: shelf.along, across: shelf.across };
    shelf.depth = Math.max(shelf.depth, shelf.along + placement.depth);
    shelf.along += placement.depth + PART_GAP;
    shelf.breadth = Math.max(shelf.breadth, placement.breadth);
  }
  return {
    along,
    across,
    depth: shelf.depth,
    breadth: shelf.across + shelf.breadth,
    routes: gatherRoutes(net, parts, corners),
  };
}

function pick(all: Float64Array, of: readonly number[]): Float64Array {
  const picked = new Float64Array(of.length);
  for (let at = 0; at < of.length; at += 1) picked[at] = real(all, of[at] as number);
  return picked;
}

function gatherRoutes(
  net: Net,
  parts: readonly Part[],
  corners: readonly { readonly along: number; readonly across: number }[],
): Routes {
  const count = net.sources.length;
  const partOf = new Int32Array(count).fill(-1);
  const place = new Int32Array(count);
  parts.forEach(({ edges }, part) => {
    edges.forEach((edge, at) => {
      partOf[edge] = part;
      place[edge] = at;
    });
  });
  const writer = new RouteWriter(count);
  for (let edge = 0; edge < count; edge += 1) {
    const part = parts[int(partOf, edge)];
    const corner = corners[int(partOf, edge)];
    if (part && corner) writer.follow(routeOf(part.placement.routes, int(place, edge)), corner.along, corner.across);
    writer.endEdge();
  }
  return writer.finish();
}
