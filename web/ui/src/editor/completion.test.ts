import { expect, test } from "vitest";
import { completed, completingAt, fitting, optionsFor, waitingFor } from "./completion";
import type { Draft } from "./draft";

const DRAFT: Draft = {
  aurora: 1,
  name: "x",
  inputs: { url: {} },
  nodes: {
    "first one": { handler: "h" },
    a: { handler: "rows" },
    b: { handler: "h", with: { x: "${{ nodes.a }}" } },
    c: { handler: "h", needs: ["b"] },
  },
};

test("a completion stands inside an expression only", () => {
  expect(completingAt("${{ no }}", 6)).toEqual({ from: 4, to: 6, typed: "no" });
  expect(completingAt("${{ size(nodes.fe", 17)).toMatchObject({ from: 9, typed: "nodes.fe" });
  expect(completingAt('${{ nodes["fi', 13)).toMatchObject({ from: 4, typed: 'nodes["fi' });
  expect(completingAt("a ${{ b }} c", 12)).toBeUndefined();
  expect(completingAt("$${{ b", 6)).toBeUndefined();
});

test("offered is what does not wait for the node, its own predecessors first", () => {
  const results = new Map([["rows", { properties: { total: {} } }]]);
  expect(optionsFor(DRAFT, "b", ["TOKEN"], results).map(({ text }) => text)).toEqual([
    "inputs.url",
    "nodes.a",
    "nodes.a.total",
    'nodes["first one"]',
    "secrets.TOKEN",
  ]);
  expect([...waitingFor(DRAFT, "a")].toSorted()).toEqual(["b", "c"]);
});

test("what is taken closes its expression", () => {
  const [option] = fitting(optionsFor(DRAFT, "c", [], new Map()), "url", 5);
  const at = completingAt("x ${{ url", 9);
  expect(option && at && completed("x ${{ url", at, option)).toEqual({ text: "x ${{ inputs.url }}", cursor: 16 });
});
