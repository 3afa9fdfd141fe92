import { expect, test } from "vitest";
import { addNode, connect, deleteNodes, renameNode, setField, setParam } from "./change";
import type { Draft } from "./draft";
import { keysOf } from "./place";
import { keysAt, lineOf, read, rewritten } from "./source";

const TEXT = `# How the shop reads its prices
aurora: 1
name: etl # nightly
nodes:
  # from the other side
  fetch: {handler: shop.fetch, with: {url: "https://example.org"}}
  clean:
    handler: shop.clean # twice as fast
    with:
      rows: "\${{ nodes.fetch }}"
    # after the others
    needs: [audit]
  audit: {handler: shop.audit}
`;

function draftOf(text: string): Draft {
  const reading = read(text, "yaml");
  if ("problems" in reading) throw new Error(reading.problems[0]?.message);
  return reading.draft;
}

function after(change: (draft: Draft) => Draft, text = TEXT): string {
  const draft = draftOf(text);
  const result = rewritten(text, "yaml", draft, change(draft));
  expect(draftOf(result)).toEqual(change(draft));
  return result;
}

test("a text that says the same is the same text", () => {
  expect(after((draft) => draft)).toBe(TEXT);
});

test("a value changes in its place; comments stay", () => {
  const text = after((draft) => setParam(draft, "fetch", "url", "https://example.com"));
  expect(text).toBe(TEXT.replace("example.org", "example.com"));
});

test("a rename keeps comments and order, and references follow", () => {
  const text = after((draft) => renameNode(draft, "fetch", "读取"));
  expect(text).toContain("  # from the other side\n  读取: {handler: shop.fetch");
});

test("new nodes and fields come behind; what is deleted goes alone", () => {
  const text = after((draft) => connect(addNode(draft, "report", "shop.report"), "clean", "report"));
  expect(text).toContain(TEXT.trimEnd());
  expect(text).toMatch(/report:\n {4}handler: shop.report\n {4}needs:\n {6}- clean\n$/);
  const less = after((draft) => deleteNodes(draft, new Set(["audit"])));
  expect(less).toContain("handler: shop.clean # twice as fast");
  expect(less).not.toContain("audit");
});

test("the first node of an empty graph is written as a block", () => {
  const text = after((draft) => addNode(draft, "a", "aurora.noop"), "aurora: 1\nname: x\nnodes: {}\n");
  expect(text).toBe("aurora: 1\nname: x\nnodes:\n  a:\n    handler: aurora.noop\n");
});

test("what an alias repeats is written out when one of its places changes", () => {
  const text = "aurora: 1\nname: x\nnodes:\n  a: {handler: h, retry: &r {max: 2}}\n  b: {handler: h, retry: *r}\n";
  expect(after((draft) => setField(draft, "a", "retry", { max: 3 }), text)).not.toContain("*r");
});

test("keys are text as they are written, and the API reads them so", () => {
  expect(Object.keys(draftOf("1.0: a\nyes: b\n"))).toEqual(["1.0", "yes"]);
});

test("a broken text names the line", () => {
  expect(read("aurora: 1\nnodes:\n  a: {handler: [}\n", "yaml")).toMatchObject({
    problems: [{ line: 3 }, { line: 3 }],
  });
  expect(read('{"aurora": 1,\n "name": x}', "json")).toMatchObject({ problems: [{ line: 2 }] });
});

test("a key that stands there twice is a mistake where it stands again", () => {
  expect(read("nodes:\n  a: 1\n  a: 2\n", "yaml")).toMatchObject({ problems: [{ line: 3, column: 3 }] });
  expect(read("nodes:\n  1: a\n  '1': b\n", "yaml")).toMatchObject({ problems: [{ line: 3, column: 3 }] });
});

test("places are found in the text, and the text tells the place", () => {
  expect(lineOf(TEXT, keysOf("nodes.clean.with.rows"))).toBe(10);
  expect(lineOf(TEXT, keysOf("nodes.clean.timeout"))).toBe(7);
  expect(keysAt(TEXT, TEXT.indexOf("twice") - 6)).toEqual(["nodes", "clean", "handler"]);
});
