import { expect, test } from "vitest";
import type { LiveEvent } from "../../live/event";
import { placesOf } from "./board";
import { patchStates } from "./patch-states";
import { LEGEND, planOf, statesOf } from "./testing";

const nodes = [{ id: "a" }, { id: "b" }];
const states = statesOf(nodes);
const places = placesOf(planOf(nodes));
const event = (fields: Partial<LiveEvent>): LiveEvent => ({
  kind: "node",
  id: "1",
  run: "r",
  at: "2026-03-04T05:06:01.500Z",
  ...fields,
});

test("a node begins and ends at the times that its events tell", () => {
  const began = patchStates(states, places, [event({ node: "b", state: "running", attempt: 1 })]);
  expect([began.states[1], began.attempts[1], began.started?.[1]]).toEqual([LEGEND.indexOf("running"), 1, 1500]);
  expect(began.counts).toEqual({ pending: 1, running: 1 });
  const ended = patchStates(began, places, [event({ node: "b", state: "failed", at: "2026-03-04T05:06:02.000Z" })]);
  expect([ended.started?.[1], ended.finished?.[1]]).toEqual([1500, 2000]);
});

test("a run is cancelled, and then it has ended", () => {
  const cancelling = patchStates(states, places, [event({ kind: "control", control: "cancel" })]);
  expect(cancelling.cancelling).toBe(true);
  const ended = patchStates(cancelling, places, [event({ kind: "run", state: "cancelled" })]);
  expect(ended).toMatchObject({ state: "cancelled", cancelling: false, finished_at: "2026-03-04T05:06:01.500Z" });
});

test("what is about other runs, unknown nodes or other epochs changes nothing", () => {
  expect(patchStates(states, places, [event({ run: "other", node: "a", state: "failed" })])).toBe(states);
  expect(patchStates(states, places, [event({ node: "a", state: "failed", epoch: 7 })])).toBe(states);
  expect(patchStates(states, places, [event({ node: "x", state: "failed" })]).states).toEqual(states.states);
});
