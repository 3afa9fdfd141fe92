import { expect, test } from "vitest";
import { panned, ticks, toTime, toX, zoomed } from "./scale";

const scale = { from: 0, to: 1000, width: 500 };

test("time becomes pixels and back", () => {
  expect(toX(scale, 250)).toBe(125);
  expect(toTime(scale, 125)).toBe(250);
});

test("what one zooms at stays where it is, and nothing outside of the run is shown", () => {
  const near = zoomed(scale, 125, 0.5, 1000);
  expect(toX(near, 250)).toBe(125);
  expect(zoomed(near, 0, 100, 1000)).toEqual(scale);
  expect(panned(near, 10, 1000)).toMatchObject({ from: 500, to: 1000 });
  expect(panned(near, -10, 1000)).toMatchObject({ from: 0, to: 500 });
});

test("written times are round and far enough apart", () => {
  expect(ticks(scale)).toEqual([0, 200, 400, 600, 800, 1000]);
  expect(ticks({ from: 0, to: 3_600_000, width: 900 }).length).toBeLessThan(11);
  const day = ticks({ from: 0, to: 86_400_000, width: 900 });
  expect(day.every((time) => time % 3_600_000 === 0)).toBe(true);
});
