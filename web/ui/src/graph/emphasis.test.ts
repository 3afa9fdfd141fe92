import { describe, expect, it } from "vitest";
import { ACTIVE, ADDED, CHOSEN, CRITICAL, DIMMED, emphasise, PLAIN, REMOVED } from "./emphasis";
import { relationsOf } from "./lineage";
import type { GraphShape } from "./shape";
import { chainShape } from "./testing/random-shapes";
import { indexShape } from "./topology";

const chain = chainShape("a", "b", "c");
const shape = {
  nodes: [...chain.nodes, { id: "aside", label: "aside", width: 1, height: 1 }],
  edges: [...chain.edges, { source: "a", target: "aside" }],
};
const index = indexShape(shape);
const nothing = { selection: new Set<string>(), criticalPath: [], showLineage: false, chosenEdge: null };

function emphasis(wish: Partial<Parameters<typeof emphasise>[3]>) {
  const { edges, dimmed, critical } = emphasise(shape, index, relationsOf(index.topology), { ...nothing, ...wish });
  return { edges: [...edges], dimmed: dimmed && [...dimmed], critical: critical && [...critical] };
}

describe("emphasis", () => {
  it("is on nothing by itself", () => {
    expect(emphasis({})).toEqual({ edges: [PLAIN, PLAIN, PLAIN], dimmed: null, critical: null });
  });

  it("is on the edges of what is selected, and on the edge that is chosen", () => {
    expect(emphasis({ selection: new Set(["c"]) }).edges).toEqual([PLAIN, ACTIVE, PLAIN]);
    expect(emphasis({ chosenEdge: 2 }).edges).toEqual([PLAIN, PLAIN, CHOSEN]);
  });

  it("is on the lineage of one node, while the rest steps back", () => {
    const { edges, dimmed } = emphasis({ selection: new Set(["b"]), showLineage: true });
    expect(edges).toEqual([ACTIVE, ACTIVE, DIMMED]);
    expect(dimmed).toEqual([0, 0, 0, 1]);
  });

  it("is on the critical path", () => {
    const { edges, critical } = emphasis({ criticalPath: ["a", "b"] });
    expect(edges).toEqual([CRITICAL, PLAIN, PLAIN]);
    expect(critical).toEqual([1, 1, 0, 0]);
  });

  it("tells the edges that only one of two graphs has", () => {
    const compared: GraphShape = {
      nodes: chain.nodes,
      edges: [
        { source: "a", target: "b", change: "added" },
        { source: "b", target: "c", change: "removed" },
      ],
    };
    const index = indexShape(compared);
    expect([...emphasise(compared, index, relationsOf(index.topology), nothing).edges]).toEqual([ADDED, REMOVED]);
  });
});
