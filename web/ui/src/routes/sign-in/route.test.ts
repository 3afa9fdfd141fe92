import { expect, test } from "vitest";
import { isOurs, signInSearchOf } from "./route";

test.each(["/", "/runs?state=%5B%22failed%22%5D", "/runs/abc#node"])("%s is a place of ours", (next) => {
  expect(isOurs(next)).toBe(true);
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "runs",
  "",
  5,
  undefined,
])("%s is none", (next) => {
  expect(isOurs(next)).toBe(false);
});

test("the reason of a refusal is a code, and nothing else", () => {
  expect(signInSearchOf({ refused: "sign_in_refused", next: "/runs" })).toEqual({
    refused: "sign_in_refused",
    next: "/runs",
  });
  expect(signInSearchOf({ refused: "<b>Call this number</b>" })).toEqual({});
});
