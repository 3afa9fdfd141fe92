import { expect, test } from "vitest";
import { searchOf } from "./search";

test("what the address of a graph says is read, and what makes no sense is left out", () => {
  const given = { tab: "versions", version: 2, before: 1, after: 3, run: true };
  expect(searchOf(given)).toEqual(given);
  expect(searchOf({ tab: "other", version: 0, before: "1", after: 1.5, run: "yes" })).toEqual({});
});
