import { expect, test } from "vitest";
import type { NodeSpan, RunTrace } from "../../../api/run-view";
import { endOf, lanesOf, spentIn } from "./lanes";

const START = Date.parse("2026-03-04T05:06:00.000Z");
const at = (ms: number) => new Date(START + ms).toISOString();

function node(id: string, fields: Partial<NodeSpan>): NodeSpan {
  return {
    id,
    index: 0,
    handler: "h",
    state: "succeeded",
    critical: false,
    preds: [],
    ready: null,
    finished: null,
    waited: null,
    ran: null,
    tries: [],
    ...fields,
  };
}

function attempt(number: number, ready: number, claimed: number | null, finished: number | null) {
  const moment = (ms: number | null) => (ms === null ? null : at(ms));
  const state = finished === null ? ("running" as const) : ("failed" as const);
  const times = { ready: at(ready), claimed: moment(claimed), finished: moment(finished) };
  return { ...times, epoch: 0, number, reason: null, state, worker: null };
}

function trace(nodes: NodeSpan[]): RunTrace {
  return {
    run: "r",
    graph: "g",
    state: "running",
    epoch: 0,
    created: at(0),
    finished: null,
    trace_id: "t",
    critical_path: [],
    nodes,
  };
}

test("waiting, queueing and running are told apart, try by try", () => {
  const tries = [attempt(1, 10, 15, 20), attempt(2, 50, 55, null)];
  const [lane] = lanesOf(trace([node("a", { tries, state: "running" })]), START + 100);
  expect(lane?.stretches.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ["wait", 0, 10],
    ["queue", 10, 15],
    ["run", 15, 20],
    ["wait", 20, 50],
    ["queue", 50, 55],
    ["run", 55, 100],
  ]);
  expect(lane && spentIn(lane, "run")).toBe(50);
});

test("lanes come as their nodes became ready; what never did has none; what is ready queues until now", () => {
  const nodes = [
    node("late", { tries: [attempt(1, 40, 41, 42)] }),
    node("early", { tries: [attempt(1, 5, 6, 7)] }),
    node("ready", { ready: at(60), state: "pending" }),
    node("never", { state: "pending" }),
  ];
  const lanes = lanesOf(trace(nodes), START + 100);
  expect(lanes.map(({ id }) => id)).toEqual(["early", "late", "ready"]);
  expect(endOf(lanes)).toBe(100);
});
