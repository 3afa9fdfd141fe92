import { expect, test } from "vitest";
import { filterOf, isNarrowed, searchOf } from "./search";

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

test("a time that goes along with the clock stands for its beginning, and for no other", () => {
  const search = searchOf({ last: "1h", since: "2026-01-02T03:04:05Z", input: ["limit=5", "=x"], text: "prices" });
  expect(search).toEqual({ last: "1h", input: ["limit=5"], text: "prices" });
  const now = Date.parse("2026-11-29T16:04:59Z");
  expect(filterOf(search, now)).toEqual({ input: ["limit=5"], text: "prices", since: "2026-11-29T15:00:00.000Z" });
});
