import { expect, test } from "vitest";
import { runSearchOf } from "./search";

test("an address says tab, node, states and times", () => {
  const given = { tab: "timeline", node: "清洗", state: ["failed", "running"], from: 10, to: 20 };
  expect(runSearchOf(given)).toEqual(given);
});

test("what makes no sense is left out, and names that look like numbers stay names", () => {
  expect(runSearchOf({ tab: "x", node: 12, state: "done", from: "a", to: -1, level: "LOUD" })).toEqual({ node: "12" });
});
