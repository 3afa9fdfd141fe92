import { expect, test } from "vitest";
import { moved } from "./moving";

const SIZE = { rows: 20, columns: 3 };

test.each([
  ["ArrowDown", { row: 6, column: 1 }],
  ["ArrowLeft", { row: 5, column: 0 }],
  ["PageDown", { row: 19, column: 1 }],
  ["PageUp", { row: 0, column: 1 }],
  ["End", { row: 5, column: 2 }],
])("%s leads to %j", (key, spot) => {
  expect(moved({ row: 5, column: 1 }, key, SIZE)).toEqual(spot);
});

test("no key leads out of the grid, and other keys do not move", () => {
  expect(moved({ row: 0, column: 0 }, "ArrowUp", SIZE)).toEqual({ row: 0, column: 0 });
  expect(moved({ row: 0, column: 2 }, "ArrowRight", SIZE)).toEqual({ row: 0, column: 2 });
  expect(moved({ row: 0, column: 0 }, "a", SIZE)).toBeUndefined();
});
