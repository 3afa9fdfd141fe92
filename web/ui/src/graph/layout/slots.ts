/// Long edges, cut at the layers that they pass.
import { type Adjacency, adjacency, degree } from "../adjacency";
import { int } from "../numbers";
import type { Dag } from "./layers";

/**
 * The layered graph with its long edges cut at each layer that they pass. Slots `0 .. real - 1` are the vertices, the
 * others are places where edges pass. Links join slots of neighbouring layers.
 */
export interface Slots {
  readonly real: number;
  readonly count: number;
  readonly layers: Int32Array;
  readonly layerCount: number;
  readonly linkSources: Int32Array;
  readonly linkTargets: Int32Array;
  readonly down: Adjacency;
  readonly up: Adjacency;
  /** The slots of edge `e` from its source to its target are `pathSlots[pathStarts[e] .. pathStarts[e + 1] - 1]`. */
  readonly pathStarts: Int32Array;
  readonly pathSlots: Int32Array;
  /** Per edge its links at its source and at its target; other edges may share them. -1 for edges that are not drawn. */
  readonly firstLinks: Int32Array;
  readonly lastLinks: Int32Array;
}

/** All edges together pass at most this many layers; the longest of them take no part where it would be more. */
const MOST_PASSED = 40_000;

/**
 * Cut the long edges. Those that leave one vertex share a trunk, or those that enter one, whichever is more: a fan of
 * many long edges is then one line that branches, and costs as many slots as it passes layers.
 */
export function cutLongEdges(graph: Dag, layers: Int32Array): Slots {
  const cut = new Cutter(graph.count, layers);
  const most = longestToCut(graph, layers);
  for (let edge = 0; edge < graph.sources.length; edge += 1) {
    const source = int(graph.sources, edge);
    const target = int(graph.targets, edge);
    if (source < 0 || int(layers, target) - int(layers, source) > most) cut.skip();
    else if (degree(graph.out, source) >= degree(graph.into, target)) cut.fromTrunkOf(source, target);
    else cut.intoTrunkOf(source, target);
  }
  return cut.finish();
}

/** The most layers from end to end at which an edge is still cut: all edges, unless they are far too many. */
function longestToCut(graph: Dag, layers: Int32Array): number {
  const lengths: number[] = [];
  graph.sources.forEach((source, edge) => {
    if (source < 0) return;
    const length = int(layers, int(graph.targets, edge)) - int(layers, source);
    lengths[length] = (lengths[length] ?? 0) + 1;
  });
  let passed = 0;
  for (let length = 0; length < lengths.length; length += 1) {
    passed += (lengths[length] ?? 0) * Math.max(0, length - 1);
    if (passed > MOST_PASSED) return length - 1;
  }
  return lengths.length;
}

/** The shared places of long edges, by distance from their vertex, and the link of each towards it. */
interface Trunk {
  readonly slots: number[];
  readonly links: number[];
}

class Cutter {
  private readonly slotLayers: number[];
  private readonly sources: number[] = [];
  private readonly targets: number[] = [];
  private readonly leaving = new Map<number, Trunk>();
  private readonly entering = new Map<number, Trunk>();
  private readonly pathStarts: number[] = [0];
  private readonly pathSlots: number[] = [];
  private readonly firstLinks: number[] = [];
  private readonly lastLinks: number[] = [];

  constructor(
    private readonly real: number,
    private readonly layers: Int32Array,
  ) {
    this.slotLayers = Array.from(layers);
  }

  skip(): void {
    this.endPath(-1, -1);
  }

  fromTrunkOf(source: number, target: number): void {
    const passed = int(this.layers, target) - int(this.layers, source) - 1;
    const trunk = trunkOf(this.leaving, source);
    for (let at = trunk.slots.length; at < passed; at += 1) {
      const slot = this.slotLayers.push(int(this.layers, source) + 1 + at) - 1;
      trunk.links.push(this.link(trunk.slots[at - 1] ?? source, slot));
      trunk.slots.push(slot);
    }
    const last = this.link(passed > 0 ? (trunk.slots[passed - 1] as number) : source, target);
    const first = passed > 0 ? (trunk.links[0] as number) : last;
    this.pathSlots.push(source);
    for (let at = 0; at < passed; at += 1) this.pathSlots.push(trunk.slots[at] as number);
    this.pathSlots.push(target);
    this.endPath(first, last);
  }

  intoTrunkOf(source: number, target: number): void {
    const passed = int(this.layers, target) - int(this.layers, source) - 1;
    const trunk = trunkOf(this.entering, target);
    for (let at = trunk.slots.length; at < passed; at += 1) {
      const slot = this.slotLayers.push(int(this.layers, target) - 1 - at) - 1;
      trunk.links.push(this.link(slot, trunk.slots[at - 1] ?? target));
      trunk.slots.push(slot);
    }
    const first = this.link(source, passed > 0 ? (trunk.slots[passed - 1] as number) : target);
    const last = passed > 0 ? (trunk.links[0] as number) : first;
    this.pathSlots.push(source);
    for (let at = passed - 1; at >= 0; at -= 1) this.pathSlots.push(trunk.slots[at] as number);
    this.pathSlots.push(target);
    this.endPath(first, last);
  }

  private link(source: number, target: number): number {
    this.targets.push(target);
    return this.sources.push(source) - 1;
  }

  private endPath(first: number, last: number): void {
    this.pathStarts.push(this.pathSlots.length);
    this.firstLinks.push(first);
    this.lastLinks.push(last);
  }

  finish(): Slots {
    const count = this.slotLayers.length;
    const linkSources = Int32Array.from(this.sources);
    const linkTargets = Int32Array.from(this.targets);
    return {
      real: this.real,
      count,
      layers: Int32Array.from(this.slotLayers),
      layerCount: this.slotLayers.reduce((most, layer) => Math.max(most, layer + 1), 0),
      linkSources,
      linkTargets,
      down: adjacency(count, linkSources),
      up: adjacency(count, linkTargets),
      pathStarts: Int32Array.from(this.pathStarts),
      pathSlots: Int32Array.from(this.pathSlots),
      firstLinks: Int32Array.from(this.firstLinks),
      lastLinks: Int32Array.from(this.lastLinks),
    };
  }
}

function trunkOf(trunks: Map<number, Trunk>, vertex: number): Trunk {
  const known = trunks.get(vertex);
  if (known) return known;
  const trunk = { slots: [], links: [] };
  trunks.set(vertex, trunk);
  return trunk;
}
