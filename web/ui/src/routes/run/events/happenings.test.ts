import { expect, test } from "vitest";
import type { RunTrace } from "../../../api/run-view";
import { happeningsOf } from "./happenings";

const START = Date.parse("2026-03-04T05:06:00.000Z");
const at = (ms: number) => new Date(START + ms).toISOString();

test("what happened comes newest first, with what people did in between", () => {
  const tries = [
    {
      ready: at(0),
      claimed: at(5),
      finished: at(20),
      epoch: 0,
      number: 1,
      reason: null,
      state: "succeeded" as const,
      worker: "w",
    },
  ];
  const times = { ready: null, finished: null, waited: null, ran: null };
  const node = {
    id: "a",
    index: 0,
    handler: "h",
    state: "succeeded" as const,
    critical: true,
    preds: [],
    tries,
    ...times,
  };
  const trace: RunTrace = {
    run: "r",
    graph: "g",
    state: "succeeded",
    epoch: 0,
    created: at(0),
    finished: at(20),
    trace_id: "t",
    critical_path: ["a"],
    nodes: [node],
  };
  const pause = { id: "o", kind: "pause" as const, by: "ada", why: "", at: at(10), epoch: 0, index: null };
  expect(happeningsOf(trace, [pause]).map(({ kind }) => kind)).toEqual([
    "ended",
    "tried",
    "operation",
    "started",
    "created",
  ]);
});
