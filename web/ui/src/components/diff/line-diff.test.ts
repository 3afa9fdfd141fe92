import { expect, test } from "vitest";
import { type DiffLine, diffLines, hunksOf } from "./line-diff";

const SIGNS = { same: " ", removed: "-", added: "+" } as const;

test.each([
  ["a\nb\nc\n", "a\nb\nc\n", [" a", " b", " c"]],
  ["a\nb\nc", "a\nx\nc", [" a", "-b", "+x", " c"]],
  ["", "a\nb", ["+a", "+b"]],
  ["a\nb", "", ["-a", "-b"]],
  ["a\nb\nc\nd", "b\nd\ne", ["-a", " b", "-c", " d", "+e"]],
  ["x\na\nb", "a\nb\ny", ["-x", " a", " b", "+y"]],
])("%j becomes %j", (before, after, shown) => {
  expect(diffLines(before, after).map(signed)).toEqual(shown);
});

test("both texts can be read back, whatever changed", () => {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let round = 0; round < 200; round += 1) {
    const [one, two] = [next(12), next(12)].map((length) => Array.from({ length }, () => "abcd"[next(4)]).join("\n"));
    const lines = diffLines(one ?? "", two ?? "");
    expect(textOf(lines, "added")).toBe(one);
    expect(textOf(lines, "removed")).toBe(two);
  }
});

test("lines carry their numbers", () => {
  expect(diffLines("a\nb", "b\nc").map(({ before, after }) => [before, after])).toEqual([
    [1, undefined],
    [2, 1],
    [undefined, 2],
  ]);
});

test("stretches far from each other are apart, those near are one", () => {
  const before = Array.from({ length: 30 }, (_, at) => String(at));
  const after = before.with(5, "five").with(7, "seven").with(20, "twenty");
  const hunks = hunksOf(diffLines(before.join("\n"), after.join("\n")), 2);
  expect(hunks.map(({ skipped, lines }) => [skipped, lines.length])).toEqual([
    [3, 9],
    [8, 6],
  ]);
});

function signed({ kind, text }: DiffLine): string {
  return SIGNS[kind] + text;
}

function textOf(lines: DiffLine[], without: DiffLine["kind"]): string {
  return lines
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("\n");
}
