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
  /** Per edge the slots from its source to its target. */
  readonly paths: readonly (readonly number[])[];
}

/**
 * Cut the long edges. Those that leave one vertex share a trunk, or those that enter one, whichever is more: a fan of
 * many long edges is then one line that branches, and costs as many slots as it passes layers.
 */
export function cutLongEdges(graph: Dag, layers: Int32Array): Slots {
  const cut = new Cutter(graph.count, layers);
  const paths = Array.from(graph.sources, (source, edge) => {
    if (source < 0) return [];
    const target = int(graph.targets, edge);
    const bySource = degree(graph.out, source) >= degree(graph.into, target);
    return cut.path(source, target, bySource ? source : graph.count + target);
  });
  return cut.finish(paths);
}

class Cutter {
  private readonly slotLayers: number[];
  private readonly sources: number[] = [];
  private readonly targets: number[] = [];
  private readonly trunks = new Map<number, Map<number, number>>();
  private readonly linked = new Set<number>();

  constructor(
    private readonly real: number,
    private readonly layers: Int32Array,
  ) {
    this.slotLayers = Array.from(layers);
  }

  path(source: number, target: number, owner: number): number[] {
    const path = [source];
    const end = int(this.layers, target);
    for (let layer = int(this.layers, source) + 1; layer < end; layer += 1) path.push(this.slot(owner, layer));
    path.push(target);
    for (let at = 1; at < path.length; at += 1) this.link(path[at - 1] as number, path[at] as number);
    return path;
  }

  private slot(owner: number, layer: number): number {
    let trunk = this.trunks.get(owner);
    if (!trunk) {
      trunk = new Map();
      this.trunks.set(owner, trunk);
    }
    const known = trunk.get(layer);
    if (known !== undefined) return known;
    const slot = this.slotLayers.push(layer) - 1;
    trunk.set(layer, slot);
    return slot;
  }

  private link(source: number, target: number): void {
    const key = source * 2 ** 26 + target;
    if (this.linked.has(key)) return;
    this.linked.add(key);
    this.sources.push(source);
    this.targets.push(target);
  }

  finish(paths: readonly (readonly number[])[]): Slots {
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
      paths,
    };
  }
}
