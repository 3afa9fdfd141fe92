import { expect, test } from "vitest";
import { addNode, deleteNodes, setField, setHead, setParam } from "./change";
import { difference, isEqual, merge } from "./difference";
import { type Draft, nodeOf, nodesOf } from "./draft";
import { keysOf, spotOf } from "./place";

const BASE: Draft = {
  aurora: 1,
  name: "etl",
  nodes: { a: { handler: "h", with: { x: 1, y: 2 } }, b: { handler: "h" }, c: { handler: "h" } },
};

test("what differs is named by node and field", () => {
  const after = setHead(
    addNode(deleteNodes(setParam(BASE, "a", "x", 5), new Set(["b"])), "d", "k"),
    "description",
    "new",
  );
  expect(difference(BASE, after)).toMatchObject({
    head: [{ field: "description", after: "new" }],
    nodes: [
      { id: "b", kind: "removed" },
      { id: "a", kind: "changed", fields: [{ field: "with", before: { x: 1, y: 2 }, after: { x: 5, y: 2 } }] },
      { id: "d", kind: "added" },
    ],
  });
  expect(isEqual(difference(BASE, { ...BASE }))).toBe(true);
});

test("changes of different places come together", () => {
  const mine = addNode(setParam(BASE, "a", "x", 5), "mine", "h");
  const theirs = deleteNodes(addNode(setParam(BASE, "a", "y", 6), "theirs", "h"), new Set(["b"]));
  const { draft, clashes } = merge(BASE, mine, theirs);
  expect(clashes).toEqual([]);
  expect(nodeOf(draft, "a")?.body.with).toEqual({ x: 5, y: 6 });
  expect(nodesOf(draft).map(({ id }) => id)).toEqual(["a", "c", "theirs", "mine"]);
});

test("where both changed the same, mine stays and the place is named", () => {
  const mine = setField(setParam(BASE, "a", "x", 5), "b", "queue", "slow");
  const theirs = deleteNodes(setParam(BASE, "a", "x", 6), new Set(["b"]));
  const { draft, clashes } = merge(BASE, mine, theirs);
  expect(clashes.toSorted()).toEqual(["a · with.x", "b"]);
  expect(nodeOf(draft, "a")?.body.with).toEqual({ x: 5, y: 2 });
  expect(nodeOf(draft, "b")?.body.queue).toBe("slow");
});

test("a place of the compiler is a spot of the graph", () => {
  expect(keysOf('nodes["any id"].with.rows[2]')).toEqual(["nodes", "any id", "with", "rows", 2]);
  expect(spotOf(BASE, "nodes.a.with.x")).toEqual({ node: "a", field: "with", part: "x" });
  expect(spotOf({ ...BASE, nodes: [{ id: "q", handler: "h" }] }, "nodes[0].retry")).toEqual({
    node: "q",
    field: "retry",
  });
  expect(spotOf(BASE, "outputs.report")).toEqual({ field: "outputs", part: "report" });
  expect(spotOf(BASE, "")).toEqual({});
});
