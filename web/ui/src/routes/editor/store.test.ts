import { beforeEach, expect, test } from "vitest";
import { setHead, setParam } from "../../editor/change";
import { clip } from "../../editor/clipping";
import { type Draft, emptyDraft, nodeOf, nodesOf } from "../../editor/draft";
import { searchOf } from "./search";
import { createEditor, stampOf } from "./store";
import { isChanged } from "./use-editor";

const BASE: Draft = {
  aurora: 1,
  name: "etl",
  nodes: { a: { handler: "h" }, b: { handler: "h", with: { x: "${{ nodes.a }}" } } },
};

beforeEach(() => localStorage.clear());

function editorOf(draft = BASE) {
  const editor = createEditor({ version: 1, draft });
  return { editor, now: () => editor.getState().history.present };
}

test("comments outlive changes, a way back, and the next visit", () => {
  const { editor, now } = editorOf();
  editor.type(`# ours\n${editor.text()}`);
  editor.change((draft) => setParam(draft, "a", "y", 1));
  expect(editor.text()).toMatch(/^# ours\n/);
  editor.undo();
  expect(editor.text()).toMatch(/^# ours\n/);
  editor.redo();
  editor.stored(2);
  expect(createEditor({ version: 2, draft: now() }).text()).toMatch(/^# ours\n/);
});

test("a text that cannot be read stops changes until it is mended or given up", () => {
  const { editor, now } = editorOf();
  editor.type("nodes: [");
  editor.change((draft) => setHead(draft, "description", "lost"));
  expect(now()).toBe(BASE);
  expect(editor.text()).toBe("nodes: [");
  expect(isChanged(editor.getState())).toBe(true);
  editor.discardText();
  expect(isChanged(editor.getState())).toBe(false);
});

test("a renamed node keeps its place, its group and the selection", () => {
  const { editor } = editorOf();
  editor.placesFrom(() => new Map([["a", { x: 5, y: 6 }]]));
  editor.arrange({ positions: new Map(), groups: new Map([["1", { label: "g", members: ["a"] }]]) });
  editor.select(["a"]);
  editor.rename("a", "c");
  const { arrangement, selection } = editor.getState();
  expect(arrangement.positions.get("c")).toEqual({ x: 5, y: 6 });
  expect(arrangement.groups.get("1")?.members).toEqual(["c"]);
  expect([...selection]).toEqual(["c"]);
  expect(createEditor({ version: 1, draft: BASE }).getState().arrangement.positions.get("c")).toEqual({ x: 5, y: 6 });
});

test("a new node may come after another, and what is pasted is selected", () => {
  const { editor, now } = editorOf(emptyDraft("x"));
  editor.add("shop.fetch");
  editor.add("shop.clean", { after: "fetch", at: { x: 1, y: 2 } });
  expect(nodeOf(now(), "clean")?.body.needs).toEqual(["fetch"]);
  editor.paste(clip(now(), new Set(["clean"])));
  expect([...editor.getState().selection]).toEqual(["clean_2"]);
  editor.remove(["fetch"], [{ source: "fetch", target: "clean" }]);
  expect(nodesOf(now()).map(({ id }) => id)).toEqual(["clean", "clean_2"]);
});

test("an import takes the place of all there is, and can be undone", () => {
  const { editor, now } = editorOf();
  expect(editor.open("{", "json")).not.toEqual([]);
  expect(editor.open('{"aurora": 1, "name": "other", "nodes": {}}', "json")).toEqual([]);
  expect(now().name).toBe("other");
  editor.undo();
  expect(now()).toBe(BASE);
});

test("a stamp is that of one state", () => {
  expect(stampOf(BASE)).toBe(stampOf(BASE));
  expect(stampOf({ ...BASE })).not.toBe(stampOf(BASE));
});

test("of an address remains what makes sense", () => {
  expect(searchOf({ version: "3", view: "code", node: "清洗", x: 1 })).toEqual({
    version: 3,
    view: "code",
    node: "清洗",
  });
  expect(searchOf({ version: "0", view: "graph" })).toEqual({});
});
