import { expect, test } from "vitest";
import {
  addNode,
  connect,
  deleteNodes,
  disconnect,
  freeId,
  idFor,
  only,
  renameInput,
  renameNode,
  setHead,
  setInput,
  setNeeds,
  setParam,
} from "./change";
import { clip, clipped, paste } from "./clipping";
import { type Draft, edgesOf, emptyDraft, nodeOf, nodesOf } from "./draft";
import { advanced, redone, startOf, undone } from "./history";
import { references } from "./references";

const ETL: Draft = {
  aurora: 1,
  name: "etl",
  inputs: { url: { type: "string" } },
  nodes: {
    fetch: { handler: "shop.fetch", with: { url: "${{ inputs.url }}" } },
    clean: { handler: "shop.clean", with: { rows: "${{ nodes.fetch.rows[0] }}" } },
    report: {
      handler: "shop.report",
      with: {
        note: 'of ${{ size(nodes["clean"]) }} rows, "nodes.fetch"',
        fields: ["${{ nodes.clean.map(n, n.nodes.fetch) }}"],
      },
      needs: ["audit"],
    },
    audit: { handler: "shop.audit" },
  },
  outputs: { report: "${{ nodes.report }}", raw: "${{ nodes.fetch }}" },
};

test("edges come of references and of needs", () => {
  expect(edgesOf(ETL)).toEqual([
    { source: "fetch", target: "clean", kind: "data" },
    { source: "clean", target: "report", kind: "data" },
    { source: "audit", target: "report", kind: "order" },
  ]);
});

test("fields that are called like a root, text literals and escapes are no references", () => {
  const value = ["${{ inputs.nodes.a }}", '${{ "nodes.b" }}', "$${{ nodes.c }}", "${{ secrets.D }}", "nodes.e"];
  expect(references(value)).toEqual({ nodes: [], inputs: ["nodes"] });
});

test("a rename is followed by references, needs and outputs", () => {
  const draft = renameNode(renameNode(ETL, "fetch", "get it"), "audit", "check");
  expect(nodesOf(draft).map(({ id }) => id)).toEqual(["get it", "clean", "report", "check"]);
  expect(nodeOf(draft, "clean")?.body.with).toEqual({ rows: '${{ nodes["get it"].rows[0] }}' });
  expect(nodeOf(draft, "report")?.body.needs).toEqual(["check"]);
  expect(draft.outputs).toEqual({ report: "${{ nodes.report }}", raw: '${{ nodes["get it"] }}' });
});

test("what does not change stays identical", () => {
  const draft = setParam(ETL, "fetch", "url", "x");
  expect(nodeOf(draft, "report")).toBe(nodeOf(ETL, "report"));
  expect(connect(ETL, "fetch", "clean")).toBe(ETL);
});

test("with a node go the edges, the arguments and the outputs that read it", () => {
  const draft = deleteNodes(ETL, new Set(["fetch", "audit"]));
  expect(nodeOf(draft, "clean")?.body).toEqual({ handler: "shop.clean" });
  expect(nodeOf(draft, "report")?.body).not.toHaveProperty("needs");
  expect(draft.outputs).toEqual({ report: "${{ nodes.report }}" });
});

test("a connection is a need; cutting it takes the need or the arguments", () => {
  const joined = connect(ETL, "audit", "clean");
  expect(nodeOf(joined, "clean")?.body.needs).toEqual(["audit"]);
  expect(disconnect(joined, "audit", "clean")).toEqual(ETL);
  expect(nodeOf(disconnect(ETL, "fetch", "clean"), "clean")?.body).toEqual({ handler: "shop.clean" });
});

test("a list of nodes stays a list", () => {
  const listed: Draft = { aurora: 1, name: "x", nodes: [{ id: "a", handler: "h" }] };
  expect(addNode(listed, "b", "h").nodes).toEqual([
    { id: "a", handler: "h" },
    { id: "b", handler: "h" },
  ]);
  expect(setNeeds(listed, "a", []).nodes).toEqual(listed.nodes);
});

test("ids are free, and come of the handler", () => {
  expect(idFor(ETL, "market.fetch")).toBe("fetch_2");
  expect(freeId(addNode(ETL, "fetch_2", "h"), "fetch_2")).toBe("fetch_3");
});

test("an input is declared before the nodes, renamed with what refers to it, and forgotten", () => {
  const draft = setInput(emptyDraft("x"), "n", { type: "integer" });
  expect(Object.keys(draft)).toEqual(["aurora", "name", "inputs", "nodes"]);
  expect(nodeOf(renameInput(ETL, "url", "the url"), "fetch")?.body.with).toEqual({ url: '${{ inputs["the url"] }}' });
  expect(setInput(draft, "n", undefined)).not.toHaveProperty("inputs");
  expect(Object.keys(setHead(ETL, "description", "d"))).toEqual([
    "aurora",
    "name",
    "inputs",
    "description",
    "nodes",
    "outputs",
  ]);
});

test("a part of the graph is a node with all before it", () => {
  const part = only(ETL, new Set(["clean"]));
  expect(nodesOf(part).map(({ id }) => id)).toEqual(["fetch", "clean"]);
  expect(part).not.toHaveProperty("outputs");
});

test("pasted nodes get free ids and refer to each other, and to the others as before", () => {
  const { draft, ids } = paste(ETL, clipped(clip(ETL, new Set(["fetch", "clean"]))));
  expect([...ids]).toEqual([
    ["fetch", "fetch_2"],
    ["clean", "clean_2"],
  ]);
  expect(nodeOf(draft, "clean_2")?.body.with).toEqual({ rows: "${{ nodes.fetch_2.rows[0] }}" });
  expect(clipped("nothing of ours")).toEqual([]);
});

test("keys that JavaScript gives a meaning to are ids like others", () => {
  const draft = addNode(addNode(emptyDraft("x"), "__proto__", "h"), "constructor", "h");
  expect(nodesOf(renameNode(draft, "constructor", "b")).map(({ id }) => id)).toEqual(["__proto__", "b"]);
});

test("steps about one thing are undone together", () => {
  let history = startOf("");
  for (const text of ["a", "ab"]) history = advanced(history, text, "name");
  history = advanced(history, "other");
  expect(undone(history).present).toBe("ab");
  expect(undone(undone(history)).present).toBe("");
  expect(redone(undone(history)).present).toBe("other");
  expect(advanced(undone(history), "new").future).toEqual([]);
});
