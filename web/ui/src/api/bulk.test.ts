import { expect, test } from "vitest";
import { bulkFilterOf } from "./bulk";

test("the filter of a list becomes that of an operation on all of them", () => {
  const filter = {
    state: ["failed" as const],
    graph: "etl",
    text: "prices",
    label: ["team=a=b"],
    input: ["limit=5", "day=monday"],
    since: "2026-01-02T03:04:05Z",
  };
  expect(bulkFilterOf(filter)).toEqual({
    state: ["failed"],
    graph: "etl",
    text: "prices",
    label: { team: "a=b" },
    input: { limit: 5, day: "monday" },
    since: "2026-01-02T03:04:05Z",
  });
  expect(bulkFilterOf({})).toEqual({});
});
