import { expect, test } from "vitest";
import { partsOf, plain } from "./ansi";

test("colours become names, and markup stays text", () => {
  expect(partsOf("a \u001b[32mgreen\u001b[0m <b>x</b>", "")).toMatchObject([
    { text: "a ", color: null },
    { text: "green", color: "green" },
    { text: " <b>x</b>", color: null },
  ]);
  expect(plain("\u001b[1;31mno\u001b[0m")).toBe("no");
});

test("what is searched for is apart, whatever its case", () => {
  expect(partsOf("Error and error", "ERROR").map(({ text, found }) => [text, found])).toEqual([
    ["Error", true],
    [" and ", false],
    ["error", true],
  ]);
});
