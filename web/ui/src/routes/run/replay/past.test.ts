import { expect, test } from "vitest";
import { board } from "../testing";
import { lengthOf, pastStateAt, turnsOf } from "./past";

const run = board([
  { id: "a", state: "failed", started: 10, finished: 30 },
  { id: "b", state: "skipped", finished: 30 },
  { id: "c", state: "running", started: 20 },
]);

test("nodes were pending, then running, then what they are", () => {
  expect([5, 10, 29, 30].map((moment) => pastStateAt(run, 0, moment))).toEqual([
    "pending",
    "running",
    "running",
    "failed",
  ]);
  expect([29, 30].map((moment) => pastStateAt(run, 1, moment))).toEqual(["pending", "skipped"]);
});

test("the moments at which something happened are known, and the last of them ends what goes on", () => {
  expect(turnsOf(run)).toEqual([10, 20, 30]);
  expect(lengthOf(run)).toBe(30);
});
