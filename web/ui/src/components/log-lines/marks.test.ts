import { expect, test } from "vitest";
import { piecesOf } from "./ansi";
import { contains, markedPieces } from "./marks";

const shown = (text: string, wanted: string) =>
  markedPieces(piecesOf(text), wanted).map(({ text: part, marked }) => (marked ? `[${part}]` : part));

test("every hit is marked, whatever its case", () => {
  expect(shown("Error: error", "ERROR")).toEqual(["[Error]", ": ", "[error]"]);
});

test("a hit may reach over a change of colours", () => {
  expect(shown("row \u001b[31mse\u001b[0mven", "seven")).toEqual(["row ", "[se]", "[ven]"]);
});

test("without a search, and where nothing fits, the text stays whole", () => {
  expect(shown("abc", "")).toEqual(["abc"]);
  expect(shown("abc", "x")).toEqual(["abc"]);
  expect(contains("abc", "")).toBe(false);
});

test("letters that grow when they are made small do not shift the marks", () => {
  expect(shown("İ abc", "abc").join("")).toBe("İ abc");
});
