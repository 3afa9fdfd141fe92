import { expect, test } from "vitest";
import { foldOf } from "./folding";

test("of a long traceback the beginning and the end are shown", () => {
  const text = Array.from({ length: 40 }, (_, row) => `row ${row}`).join("\n");
  const folded = foldOf(text, false);
  expect(folded).toMatchObject({ hidden: 33, folds: true });
  expect(folded.text.split("\n")).toEqual(["row 0", "…", ...[34, 35, 36, 37, 38, 39].map((row) => `row ${row}`)]);
  expect(foldOf(text, true)).toEqual({ text, hidden: 0, folds: true });
});

test("a short text does not fold", () => {
  expect(foldOf("a\nb", false)).toEqual({ text: "a\nb", hidden: 0, folds: false });
});

test("JSON opens to a row for each value; what only looks like it stays as it is", () => {
  expect(foldOf('{"a": [1]}', true).text).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(foldOf('{"a": [1]}', false)).toEqual({ text: '{"a": [1]}', hidden: 0, folds: true });
  expect(foldOf("{not json}", true).folds).toBe(false);
});
