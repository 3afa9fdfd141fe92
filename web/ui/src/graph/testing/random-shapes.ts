/// Graphs from a seed, for properties that have to hold for any graph.
import type { GraphShape } from "../shape";

/** A small generator of numbers in [0, 1) that gives the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Wish {
  readonly nodes: number;
  /** Edges per node, about. */
  readonly density?: number;
  readonly groups?: number;
  /** Let some edges lead backwards. */
  readonly cycles?: boolean;
}

/** A graph of nodes of many sizes; without `cycles` each edge leads from a lower to a higher number. */
export function randomShape(
  seed: number,
  { nodes: count, density = 1.4, groups = 0, cycles = false }: Wish,
): GraphShape {
  const next = random(seed);
  const pick = (below: number) => Math.floor(next() * below);
  const nodes = Array.from({ length: count }, (_, at) => {
    const group = groups > 0 && next() < 0.7 ? { group: `g${pick(groups)}` } : {};
    return { id: `n${at}`, label: `node ${at}`, width: 80 + pick(200), height: 24 + pick(60), ...group };
  });
  const edges = Array.from({ length: Math.round(count * density) }, () => {
    const from = pick(count);
    const to = Math.min(count - 1, from + 1 + pick(Math.max(1, Math.ceil(count / 4))));
    const turned = cycles && next() < 0.1;
    return { source: `n${turned ? to : from}`, target: `n${turned ? from : to}` };
  });
  return { nodes, edges: edges.filter(({ source, target }) => source !== target) };
}

/** One node, `width` after it, one after those. */
export function fanShape(width: number): GraphShape {
  const middle = Array.from({ length: width }, (_, at) => `middle ${at}`);
  return {
    nodes: ["first", ...middle, "last"].map((id) => ({ id, label: id, width: 200, height: 44 })),
    edges: middle.flatMap((id) => [
      { source: "first", target: id },
      { source: id, target: "last" },
    ]),
  };
}

/** A path through nodes of one size with the given names. */
export function chainShape(...ids: readonly string[]): GraphShape {
  return {
    nodes: ids.map((id) => ({ id, label: id, width: 200, height: 44 })),
    edges: ids.slice(1).map((id, at) => ({ source: ids[at] ?? "", target: id })),
  };
}
