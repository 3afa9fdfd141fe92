import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Batch } from "./batch";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what comes between two frames is handed on at once, in order", () => {
  const work = vi.fn();
  const batch = new Batch<number>(work);
  batch.add(1);
  batch.add(2);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersToNextFrame();
  batch.add(3);
  vi.advanceTimersToNextFrame();
  expect(work.mock.calls).toEqual([[[1, 2]], [[3]]]);
});

test("a page that is not drawn does not pile up events", () => {
  vi.stubGlobal("requestAnimationFrame", () => 1);
  const work = vi.fn();
  new Batch<number>(work).add(1);
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledExactlyOnceWith([1]);
  vi.unstubAllGlobals();
});
