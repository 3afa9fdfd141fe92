import { expect, test } from "vitest";
import { isRate, nothing, type OrderKind, orderOf } from "./orders";

test.each<[OrderKind, Partial<typeof nothing>, object]>([
  ["ping", {}, {}],
  ["drain", {}, {}],
  ["pool_grow", { n: 2 }, { n: 2 }],
  ["add_consumer", { queue: "slow" }, { queue: "slow" }],
  ["rate_limit", { handler: "h", rate: "10/m" }, { handler: "h", rate: "10/m" }],
  ["rate_limit", { handler: "h" }, { handler: "h", rate: null }],
  ["time_limit", { handler: "h", soft: 5 }, { handler: "h", soft: 5, hard: null }],
])("%s with %j says what it takes and nothing else", (kind, given, said) => {
  expect(orderOf(kind, { ...nothing, ...given }, "why")).toEqual({ kind, why: "why", ...said });
});

test.each<[OrderKind, Partial<typeof nothing>]>([
  ["pool_shrink", { n: 0 }],
  ["cancel_consumer", {}],
  ["rate_limit", { handler: "h", rate: "often" }],
  ["time_limit", {}],
])("%s with %j is not complete", (kind, given) => {
  expect(orderOf(kind, { ...nothing, ...given }, "")).toBeUndefined();
});

test("a rate is a number, with or without a time", () => {
  expect(["5", "0.5/s", "10/h", ""].every(isRate)).toBe(true);
  expect(["ten", "10/d", "-1"].some(isRate)).toBe(false);
});
