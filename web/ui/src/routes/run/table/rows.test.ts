import { expect, test } from "vitest";
import { board } from "../testing";
import { found, ranAt, sorted } from "./rows";

const run = board([
  { id: "b10", state: "succeeded", started: 5, finished: 25 },
  { id: "b2", state: "failed", started: 10, finished: 12 },
  { id: "清洗", state: "running", started: 20 },
  { id: "later" },
]);

test("nodes are found by state, by name and by handler", () => {
  expect(found(run, ["failed", "running"], undefined)).toEqual([1, 2]);
  expect(found(run, undefined, "B")).toEqual([0, 1]);
  expect(found(run, undefined, "shop")).toEqual([0, 1, 2, 3]);
  expect(found(run, ["pending"], "清")).toEqual([]);
});

test("names sort as people count, and what has not begun comes last in both directions", () => {
  expect(sorted(run, [0, 1], { by: "node", down: false })).toEqual([1, 0]);
  expect(sorted(run, [0, 1, 2, 3], { by: "started", down: false })).toEqual([0, 1, 2, 3]);
  expect(sorted(run, [0, 1, 2, 3], { by: "started", down: true })).toEqual([2, 1, 0, 3]);
  expect(sorted(run, [3, 0], null)).toEqual([3, 0]);
});

test("what runs has run until now; what never began has not run at all", () => {
  expect([0, 2, 3].map((place) => ranAt(run, place, 100))).toEqual([20, 80, null]);
});
