import { expect, test } from "vitest";
import { isNarrowed, logFilterOf, logsSearchOf } from "./search";

const NOON = Date.parse("2026-05-04T12:00:00Z");

test("an address is a query", () => {
  const given = { text: "错误", level: "ERROR", graph: "shop/etl", handler: "market.work", worker: 7, live: true };
  expect(logsSearchOf(given)).toEqual({ ...given, worker: "7" });
});

test("a range moves with the clock, and counts instead of times", () => {
  const search = logsSearchOf({ range: "1h", since: "2020-01-01T00:00:00Z" });
  expect(search).toEqual({ range: "1h" });
  expect(logFilterOf(search, NOON)).toEqual({ since: "2026-05-04T11:00:00.000Z" });
});

test("times of one's own stay as they are", () => {
  const search = logsSearchOf({ since: "2026-05-01T00:00:00Z", until: "never", level: "LOUD", range: "constructor" });
  expect(search).toEqual({ since: "2026-05-01T00:00:00Z" });
  expect(isNarrowed(search)).toBe(true);
});

test("what is shown of a query is not asked for", () => {
  const search = logsSearchOf({ live: true, line: "run/0.1.1.2" });
  expect(logFilterOf(search, NOON)).toEqual({});
  expect(isNarrowed(search)).toBe(false);
});
