import { expect, test } from "vitest";
import { grantsFrom, grantsOf } from "./grants";

test("the role for every project comes first, the others by name", () => {
  const rows = grantsOf({ shop: "editor", "*": "viewer", bank: "operator" });
  expect(rows.map(({ project }) => project)).toEqual(["*", "bank", "shop"]);
});

test("rows without a project say nothing, and the later of two counts", () => {
  const rows = [
    { project: " 数据 ", role: "viewer" },
    { project: "", role: "admin" },
    { project: "数据", role: "editor" },
  ] as const;
  expect(grantsFrom(rows)).toEqual({ 数据: "editor" });
});
