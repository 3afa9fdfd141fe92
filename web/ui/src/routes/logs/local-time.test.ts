import { expect, test } from "vitest";
import { fieldOf, momentOf } from "./local-time";

test("a time goes into the field and comes back the same", () => {
  const at = "2026-03-29T01:30:15.000Z";
  expect(momentOf(fieldOf(at))).toBe(at);
});

test("an empty field is no time", () => {
  expect(momentOf("")).toBeUndefined();
  expect(fieldOf(undefined)).toBe("");
});
