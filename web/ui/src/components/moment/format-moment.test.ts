import { expect, test } from "vitest";
import { formatMoment, formatRelative } from "./format-moment";

const AT = new Date("2026-03-04T05:06:07Z");

test("a time in UTC says so, in the language of whoever reads", () => {
  expect(formatMoment(AT, "en", "utc")).toBe("Mar 4, 2026, 05:06:07 UTC");
  expect(formatMoment(AT, "zh", "utc")).toBe("2026年3月4日 05:06:07 UTC");
});

test.each([
  [-400, "now"],
  [-59_000, "59 seconds ago"],
  [-61_000, "1 minute ago"],
  [-7_300_000, "2 hours ago"],
  [-90_000_000, "yesterday"],
  [300_000, "in 5 minutes"],
])("what is %d ms away was %s", (away, shown) => {
  expect(formatRelative(AT.getTime() + away, AT.getTime(), "en")).toBe(shown);
});
