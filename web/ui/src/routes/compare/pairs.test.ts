import { expect, test } from "vitest";
import { planOf, statesOf } from "../run/testing";
import { differs, pairsOf, slowerBy } from "./pairs";

const side = (nodes: Parameters<typeof planOf>[0]) => ({ plan: planOf(nodes), states: statesOf(nodes) });

test("nodes are joined by name, and what is missing in one run is null there", () => {
  const one = side([
    { id: "a", state: "succeeded", started: 0, finished: 10 },
    { id: "b", state: "failed", started: 10, finished: 20 },
  ]);
  const other = side([
    { id: "new", state: "pending" },
    { id: "a", state: "succeeded", started: 5, finished: 45 },
  ]);
  const pairs = pairsOf(one, other);
  expect(pairs.map(({ node }) => node)).toEqual(["a", "b", "new"]);
  expect(pairs.map(differs)).toEqual([false, true, true]);
  expect(pairs.map(slowerBy)).toEqual([30, null, null]);
  expect(pairs[2]?.one).toBeNull();
});
