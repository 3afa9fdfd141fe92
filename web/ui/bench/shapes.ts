/// Graphs to measure with: random layers from a seed, and a fan.
import type { GraphShape } from "../src/graph/shape";

export const CARD = { width: 200, height: 44 };

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

/** Layers of nodes with 1.46 edges a node; a tenth of the edges passes up to four layers. */
export function layeredShape(count: number, perLayer = Math.round(Math.sqrt(count * 2)), seed = 1): GraphShape {
  const next = random(seed);
  const nodes = Array.from({ length: count }, (_, at) => ({ id: `n${at}`, label: `node ${at}`, ...CARD }));
  const edges = nodes.slice(perLayer).flatMap((node, at) => {
    const layer = Math.floor((at + perLayer) / perLayer);
    return Array.from({ length: next() < 0.47 ? 2 : 1 }, () => {
      const back = next() < 0.9 ? 1 : 1 + Math.floor(next() * Math.min(4, layer));
      const place = (at % perLayer) + Math.floor((next() - 0.5) * perLayer * 0.3);
      const source = (layer - back) * perLayer + Math.min(perLayer - 1, Math.max(0, place));
      return { source: `n${source}`, target: node.id };
    });
  });
  return { nodes, edges };
}

/** One node, `width` after it, one after those. */
export function fanShape(width: number): GraphShape {
  const middle = Array.from({ length: width }, (_, at) => `middle ${at}`);
  return {
    nodes: ["first", ...middle, "last"].map((id) => ({ id, label: id, ...CARD })),
    edges: middle.flatMap((id) => [
      { source: "first", target: id },
      { source: id, target: "last" },
    ]),
  };
}
