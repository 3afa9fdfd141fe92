import { expect, test } from "vitest";
import { blocksOf, inlineOf } from "./markdown";

test("a page is read into its blocks", () => {
  const page =
    "# Title\n\nOne\ntwo.\n\n- a\n- b\n  goes on\n1. x\n\n```console\n# not a heading\n```\n| k | v |\n|---|---|\n| 1 | 2 |\n";
  expect(blocksOf(page)).toEqual([
    { kind: "heading", level: 1, text: "Title" },
    { kind: "paragraph", text: "One two." },
    { kind: "list", ordered: false, items: ["a", "b goes on", "x"] },
    { kind: "code", text: "# not a heading" },
    { kind: "table", head: ["k", "v"], rows: [["1", "2"]] },
  ]);
});

test("a line has code, stress and links; the rest is text, whatever it looks like", () => {
  expect(inlineOf("Press `g r`, **now**: [more](draw.md) <b>x</b>")).toEqual([
    { kind: "text", text: "Press " },
    { kind: "code", text: "g r" },
    { kind: "text", text: ", " },
    { kind: "strong", text: "now" },
    { kind: "text", text: ": " },
    { kind: "link", text: "more", to: "draw.md" },
    { kind: "text", text: " <b>x</b>" },
  ]);
});

test("every page of the guide can be read to its end", () => {
  const pages = import.meta.glob<string>("../../../../../docs/guide/{en,zh}/*.md", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  expect(Object.keys(pages).length).toBeGreaterThan(0);
  for (const page of Object.values(pages)) expect(blocksOf(page)[0]).toMatchObject({ kind: "heading", level: 1 });
});
