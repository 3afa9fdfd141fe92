import { expect, test } from "vitest";
import type { NodeView, RunDetail, RunSummary } from "../api/runs";
import type { LiveEvent } from "./event";
import { patchDetail, patchPages } from "./patches";

const AT = "2026-03-04T05:06:07Z";

const summary: RunSummary = {
  id: "r",
  graph: "etl",
  version: 1,
  project: "default",
  state: "running",
  cancelling: false,
  epoch: 0,
  labels: {},
  key: null,
  origin: null,
  created: "2026-03-04T05:06:00Z",
  deadline: null,
  finished: null,
  error: null,
};

function node(id: string): NodeView {
  return {
    id,
    index: 0,
    handler: "h",
    state: "pending",
    attempts: 0,
    queued: null,
    started: null,
    finished: null,
    worker: null,
    error: null,
    progress: null,
    history: [],
  };
}

const run: RunDetail = { ...summary, plan: "p", started: null, inputs: {}, nodes: [node("a"), node("b")] };
const failure = { reason: "error", type: "ValueError", message: "no", node: "a", traceback: null };

function about(fields: Partial<LiveEvent>): LiveEvent {
  return { kind: "node", id: "1", run: "r", at: AT, ...fields };
}

test("a node starts, tells how far it is, and ends", () => {
  const started = patchDetail(run, [about({ node: "a", state: "running", attempt: 1, worker: "w" })]);
  expect(started.nodes[0]).toMatchObject({ state: "running", attempts: 1, worker: "w", started: AT, finished: null });
  expect(started.nodes[1]).toBe(run.nodes[1]);
  const progress = { attempt: 1, fraction: 0.5, message: "half", at: AT };
  const told = patchDetail(started, [about({ kind: "progress", node: "a", progress })]);
  expect(told.nodes[0]?.progress).toEqual(progress);
  const ended = patchDetail(told, [about({ node: "a", state: "failed", error: failure })]);
  expect(ended.nodes[0]).toMatchObject({ state: "failed", error: failure, finished: AT });
});

test("a node that is tried again has neither an end nor the old error", () => {
  const failed = patchDetail(run, [about({ node: "a", state: "retrying", error: failure })]);
  expect(failed.nodes[0]?.error).toEqual(failure);
  const again = patchDetail(failed, [about({ node: "a", state: "running", attempt: 2 })]);
  expect(again.nodes[0]).toMatchObject({ state: "running", attempts: 2, error: null, finished: null });
});

test("a run that ends has an end, and one that is done again has none", () => {
  const ended = patchDetail(run, [about({ kind: "run", state: "failed", error: failure })]);
  expect(ended).toMatchObject({ state: "failed", finished: AT, error: failure });
  const again = patchDetail(ended, [about({ kind: "run", state: "running", epoch: 1 })]);
  expect(again).toMatchObject({ state: "running", finished: null, error: null, epoch: 1 });
});

test("what is about other runs leaves everything as it is", () => {
  const data = { pages: [{ items: [summary], cursor: null }], pageParams: [null] };
  const other = [about({ run: "other", kind: "run", state: "failed" })];
  expect(patchDetail(run, other)).toBe(run);
  expect(patchPages(data, other)).toBe(data);
});

test("lists follow: a state changes, and what is deleted goes", () => {
  const data = { pages: [{ items: [summary, { ...summary, id: "s" }], cursor: null }], pageParams: [null] };
  const cancelling = patchPages(data, [about({ kind: "control", control: "cancel" })]);
  expect(cancelling.pages[0]?.items[0]?.cancelling).toBe(true);
  const ended = patchPages(cancelling, [
    about({ kind: "run", state: "cancelled" }),
    about({ kind: "deleted", run: "s" }),
  ]);
  expect(ended.pages[0]?.items).toMatchObject([{ id: "r", state: "cancelled", cancelling: false, finished: AT }]);
});
