import { expect, test } from "vitest";
import { piecesOf, plainOf } from "./ansi";

test("colours become looks, and markup stays text", () => {
  expect(piecesOf("a \u001b[1;31m<b>bad</b>\u001b[0m end")).toEqual([
    { text: "a ", looks: [] },
    { text: "<b>bad</b>", looks: ["fg-red", "bold"] },
    { text: " end", looks: [] },
  ]);
});

test("bright colours look like the others, and those without a name like the text", () => {
  expect(piecesOf("\u001b[92mx\u001b[38;5;208my\u001b[44mz").map((piece) => piece.looks)).toEqual([
    ["fg-green"],
    [],
    ["bg-blue"],
  ]);
});

test("what moves the cursor, clears or links draws nothing", () => {
  expect(plainOf("\u001b[2K\u001b[1Gdone \u001b]8;;https://evil.example\u0007here\u001b]8;;\u0007\u001b[?25l")).toBe(
    "done here",
  );
});

test("plain text is one piece", () => {
  expect(piecesOf("数据 <x>")).toEqual([{ text: "数据 <x>", looks: [] }]);
  expect(plainOf("数据")).toBe("数据");
});
