import { expect, test } from "vitest";
import { byPlace, keyOf, stepsOf } from "./places";

test.each([
  ["inputs.day", ["inputs", "day"]],
  ["inputs.tags[0]", ["inputs", "tags", 0]],
  ["inputs.prices['rate']", ["inputs", "prices", "rate"]],
  [`nodes["a.b"].with`, ["nodes", "a.b", "with"]],
  ["inputs['it\\'s']", ["inputs", "it's"]],
  ["输入.价格", ["输入", "价格"]],
  ["", []],
])("%s is read step by step", (path, steps) => {
  expect(stepsOf(path)).toEqual(steps);
});

test("errors are found by their place below a root, and those of one place come together", () => {
  const errors = [
    { path: "inputs.day", message: "missing" },
    { path: "inputs.day", message: "no date" },
    { path: "labels.day", message: "elsewhere" },
    { path: "inputs", message: "all of it" },
  ];
  const found = byPlace(errors, ["inputs"]);
  expect(found.get(keyOf(["day"]))).toBe("missing; no date");
  expect(found.get(keyOf([]))).toBe("all of it");
  expect(found.size).toBe(2);
});
