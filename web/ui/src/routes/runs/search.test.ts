import { expect, test } from "vitest";
import { isNarrowed, searchOf } from "./search";

test("the filters of an address are read", () => {
  const given = { state: ["failed", "running"], graph: "shop/etl", label: "team=数据", since: "2026-01-02T03:04:05Z" };
  expect(searchOf(given)).toEqual({ ...given, label: ["team=数据"] });
});

test("one state need not be a list", () => {
  expect(searchOf({ state: "failed" })).toEqual({ state: ["failed"] });
});

test("what makes no sense is left out", () => {
  const search = searchOf({ state: ["broken"], graph: "", label: ["=x", 5], since: "yesterday", other: 1 });
  expect(search).toEqual({});
  expect(isNarrowed(search)).toBe(false);
});
