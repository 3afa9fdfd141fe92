import { expect, test } from "vitest";
import { Wishes } from "./wishes";

test("what several pages want is followed once, until the last of them is left", () => {
  const wishes = new Wishes();
  expect(wishes.set("page 1", ["b", "a"])).toBe(true);
  expect(wishes.set("page 2", ["a"])).toBe(false);
  expect(wishes.runs()).toEqual(["a", "b"]);
  expect(wishes.set("page 1", [])).toBe(true);
  expect(wishes.runs()).toEqual(["a"]);
});

test("of too many wishes the latest count", () => {
  const wishes = new Wishes();
  for (let page = 0; page < 130; page++) wishes.set(`page ${page}`, [`run ${page}`]);
  expect(wishes.runs()).toHaveLength(100);
  expect(wishes.runs()).toContain("run 129");
  expect(wishes.runs()).not.toContain("run 29");
});
