import { describe, expect, it } from "vitest";
import { foldedId, foldGroups } from "./folding";
import { chainShape } from "./testing/random-shapes";

const chain = chainShape("start", "a", "b", "c", "end");
const shape = {
  nodes: chain.nodes.map((node) => ("abc".includes(node.id) ? { ...node, group: "g" } : node)),
  edges: [...chain.edges, { source: "start", target: "b" }],
  groups: [{ id: "g", label: "The middle" }],
};

describe("a folded group", () => {
  const folded = foldGroups(shape, new Set(["g"]));

  it("is one node with the group's name", () => {
    expect(folded.shape.nodes.map((node) => node.label)).toEqual(["start", "The middle", "end"]);
    expect(folded.groups.get(foldedId("g"))?.members).toEqual(["a", "b", "c"]);
    expect(folded.shownAs.get("b")).toBe(foldedId("g"));
  });

  it("has each neighbour's edge once and none inside", () => {
    const id = foldedId("g");
    expect(folded.shape.edges).toEqual([
      { source: "start", target: id },
      { source: id, target: "end" },
    ]);
  });

  it("leaves the shape as it is while it is open", () => {
    expect(foldGroups(shape, new Set()).shape).toBe(shape);
  });
});
