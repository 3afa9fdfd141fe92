import { describe, expect, it } from "vitest";
import { refusedSources, refusedTargets } from "./lineage";
import { chainShape, randomShape } from "./testing/random-shapes";
import { indexShape } from "./topology";
import { wouldCycle } from "./would-cycle";

describe("an edge that would close a cycle", () => {
  const chain = chainShape("a", "b", "c");

  it("leads back, or to the node itself", () => {
    expect(wouldCycle(chain, "c", "a")).toBe(true);
    expect(wouldCycle(chain, "b", "b")).toBe(true);
    expect(wouldCycle(chain, "a", "c")).toBe(false);
    expect(wouldCycle(chain, "a", "nobody")).toBe(false);
  });

  it("is found in 10,000 nodes", () => {
    const long = chainShape(...Array.from({ length: 10_000 }, (_, at) => `n${at}`));
    expect(wouldCycle(long, "n9999", "n0")).toBe(true);
    expect(wouldCycle(long, "n0", "n9999")).toBe(false);
  });

  it.each([1, 2, 3])("is refused with all its kin at once (seed %i)", (seed) => {
    const shape = randomShape(seed, { nodes: 40 });
    const index = indexShape(shape);
    const ids = shape.nodes.map((node) => node.id);
    const from = "n20";
    const joined = new Set(shape.edges.filter((edge) => edge.source === from).map((edge) => edge.target));
    const targets = ids.filter((id) => wouldCycle(shape, from, id) || joined.has(id));
    expect([...refusedTargets(index, ids, from)].sort()).toEqual(targets.sort());
    const fed = new Set(shape.edges.filter((edge) => edge.target === from).map((edge) => edge.source));
    const sources = ids.filter((id) => wouldCycle(shape, id, from) || fed.has(id));
    expect([...refusedSources(index, ids, from)].sort()).toEqual(sources.sort());
  });
});
