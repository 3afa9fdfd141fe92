import { expect, test } from "vitest";
import { doneSteps, STEPS } from "./steps";

test("nothing is there yet", () => {
  expect([...doneSteps({ workers: 0, handlers: ["aurora.echo"], graphs: 0, runs: 0 })]).toEqual([]);
});

test("handlers of one's own count, those that come with Aurora do not", () => {
  const done = doneSteps({ workers: 1, handlers: ["aurora.echo", "shop.fetch"], graphs: 0, runs: 0 });
  expect([...done]).toEqual(["worker", "handler"]);
});

test("who has run something needs no guidance, but for a worker", () => {
  const found = { handlers: [], graphs: 0, runs: 3 };
  expect([...doneSteps({ ...found, workers: 1 })]).toEqual([...STEPS]);
  expect(doneSteps({ ...found, workers: 0 }).has("worker")).toBe(false);
});
