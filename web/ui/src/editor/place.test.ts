import { expect, test } from "vitest";
import { keysOf, pathOf } from "./place";

test("a place leads back to its keys", () => {
  for (const keys of [
    ["nodes", "fetch", "needs", 1],
    ["nodes", 'a "b" ]', "handler"],
    ["nodes", "in\u202egpj.exe"],
    ["数据"],
  ]) {
    expect(keysOf(pathOf(keys))).toEqual(keys);
  }
  expect(pathOf(["nodes", "in\u202egpj", "with"])).toBe('nodes["in\\u202egpj"].with');
});
