import { expect, test } from "vitest";
import type { RunTrace } from "../../../api/run-view";
import { chromeTraceOf } from "./chrome-trace";
import { sortedSpans, spanRows } from "./span-rows";

const START = Date.parse("2026-03-04T05:06:00.000Z");
const at = (ms: number) => new Date(START + ms).toISOString();
const attempt = (number: number, ready: number, claimed: number, finished: number | null) => ({
  ready: at(ready),
  claimed: at(claimed),
  finished: finished === null ? null : at(finished),
  epoch: 0,
  number,
  reason: null,
  state: "failed" as const,
  worker: "w",
});
const common = { handler: "h", critical: false, preds: [], ready: null, finished: null, waited: null, ran: null };
const trace: RunTrace = {
  run: "r",
  graph: "g",
  state: "running",
  epoch: 0,
  created: at(0),
  finished: null,
  trace_id: "t",
  critical_path: [],
  nodes: [
    { ...common, id: "a", index: 0, state: "running", tries: [attempt(1, 5, 10, 30), attempt(2, 40, 41, null)] },
    { ...common, id: "b", index: 1, state: "pending", tries: [] },
  ],
};

test("each try is a row, and so is a node that was never tried", () => {
  const rows = spanRows(trace);
  expect(rows.map(({ node, number, ready, queued, ran }) => [node, number, ready, queued, ran])).toEqual([
    ["a", 1, 5, 5, 20],
    ["a", 2, 40, 1, null],
    ["b", null, null, null, null],
  ]);
  expect(sortedSpans(rows, "ran")[0]?.number).toBe(1);
});

test("a trace for other viewers has what is over, in microseconds", () => {
  const events = chromeTraceOf(trace).traceEvents;
  expect(events.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
    ["a (queue)", 5000, 5000],
    ["a", 10_000, 20_000],
    ["a (queue)", 40_000, 1000],
  ]);
});
