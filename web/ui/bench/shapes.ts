/// Graphs to measure with: random layers from a seed.
import type { GraphShape } from "../src/graph/shape";
import { random } from "../src/graph/testing/random-shapes";

const CARD = { width: 200, height: 44 };

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
