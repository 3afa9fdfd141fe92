import { expect, test } from "vitest";
import { stepTo } from "./virtual-table";

test("keys lead to rows that there are, and other keys nowhere", () => {
  expect(stepTo("ArrowDown", 2, 3)).toBe(2);
  expect(stepTo("ArrowUp", 1, 3)).toBe(0);
  expect(stepTo("PageDown", 0, 100)).toBe(12);
  expect(stepTo("End", 0, 100)).toBe(99);
  expect(stepTo("x", 0, 100)).toBeNull();
});
