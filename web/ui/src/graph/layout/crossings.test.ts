import { describe, expect, it } from "vitest";
import { randomShape } from "../testing/random-shapes";
import { indexShape } from "../topology";
import { countCrossings } from "./crossings";
import { assignLayers, dag } from "./layers";
import { type LayerOrder, orderLayers } from "./ordering";
import { cutLongEdges, type Slots } from "./slots";

function slotsOf(seed: number): Slots {
  const { topology } = indexShape(randomShape(seed, { nodes: 80, density: 1.8 }));
  const graph = dag(topology.count, topology.sources, topology.targets);
  return cutLongEdges(graph, assignLayers(graph, new Int8Array(topology.count)));
}

function inOrderOfNumbers(slots: Slots): Int32Array[] {
  return Array.from({ length: slots.layerCount }, (_, layer) =>
    Int32Array.from([...slots.layers.keys()].filter((slot) => slots.layers[slot] === layer)),
  );
}

function positionsOf(slots: Slots, order: LayerOrder): Int32Array {
  const positions = new Int32Array(slots.count);
  for (const layer of order) {
    layer.forEach((slot, at) => {
      positions[slot] = at;
    });
  }
  return positions;
}

/** Every pair of links, one by one. */
function countByPairs(slots: Slots, positions: Int32Array): number {
  const links = Array.from(slots.linkSources, (source, link) => {
    const target = slots.linkTargets[link] ?? 0;
    return { layer: slots.layers[source], from: positions[source] ?? 0, to: positions[target] ?? 0 };
  });
  let crossings = 0;
  links.forEach((a, at) => {
    for (const b of links.slice(at + 1)) {
      if (a.layer === b.layer && (a.from - b.from) * (a.to - b.to) < 0) crossings += 1;
    }
  });
  return crossings;
}

describe("crossings", () => {
  it.each([1, 2, 3, 4, 5])("are as many as there are pairs of links that cross (seed %i)", (seed) => {
    const slots = slotsOf(seed);
    const order = inOrderOfNumbers(slots);
    const positions = positionsOf(slots, order);
    expect(countCrossings(slots, order, positions)).toBe(countByPairs(slots, positions));
  });

  it.each([1, 2, 3, 4, 5])("are far fewer once the layers are ordered (seed %i)", (seed) => {
    const slots = slotsOf(seed);
    const before = countByPairs(slots, positionsOf(slots, inOrderOfNumbers(slots)));
    const after = countByPairs(slots, positionsOf(slots, orderLayers(slots)));
    expect(after).toBeLessThan(before * 0.7);
  });
});
