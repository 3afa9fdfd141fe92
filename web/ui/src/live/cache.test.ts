import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RunDetail } from "../api/runs";
import { Cache } from "./cache";
import type { LiveEvent } from "./event";

let queries: QueryClient;
let cache: Cache;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  queries = new QueryClient();
  cache = new Cache(queries);
});
afterEach(() => void vi.useRealTimers());

const ended: LiveEvent = { kind: "run", id: "1", run: "r", state: "succeeded", at: "2026-03-04T05:06:07Z" };

function isAskedAnew(...key: unknown[]): boolean | undefined {
  return queries.getQueryState(key)?.isInvalidated;
}

test("events change a run that is known, and only that", () => {
  queries.setQueryData(["run", "r"], { id: "r", state: "running", nodes: [] as unknown[] } as RunDetail);
  queries.setQueryData(["run", "r", "trace"], "a trace");
  cache.patch([ended]);
  expect(queries.getQueryData(["run", "r"])).toMatchObject({ state: "succeeded" });
  expect(queries.getQueryData(["run", "r", "trace"])).toBe("a trace");
  expect(queries.getQueryData(["run", "other"])).toBeUndefined();
});

test("what counts runs is asked anew once for many events", () => {
  queries.setQueryData(["stats"], {});
  queries.setQueryData(["workers"], {});
  const invalidate = vi.spyOn(queries, "invalidateQueries");
  cache.patch([ended]);
  cache.patch([ended]);
  vi.advanceTimersByTime(2000);
  expect(invalidate).toHaveBeenCalledOnce();
  expect(isAskedAnew("stats")).toBe(true);
  expect(isAskedAnew("workers")).toBe(false);
});

test("a stream that begins later than an answer leaves no gap", () => {
  queries.setQueryData(["run", "r", "states"], "early");
  queries.setQueryData(["run", "s"], "early");
  queries.setQueryData(["session"], "early");
  vi.setSystemTime(1_000_100);
  queries.setQueryData(["run", "t"], "late");
  cache.renewOlder(1_000_050, ["r", "t"]);
  expect(isAskedAnew("run", "r", "states")).toBe(true);
  expect(isAskedAnew("run", "t")).toBe(false);
  expect(isAskedAnew("run", "s")).toBe(false);
  cache.renewOlder(1_000_050);
  expect(isAskedAnew("run", "s")).toBe(true);
  expect(isAskedAnew("session")).toBe(false);
});

test("a first answer that is on its way when a stream begins is asked for anew once it came", async () => {
  const arrive: ((answer: string) => void)[] = [];
  const ask = vi.fn(() => new Promise<string>((resolve) => void arrive.push(resolve)));
  const watching = new QueryObserver(queries, { queryKey: ["run", "r", "states"], queryFn: ask });
  const leave = watching.subscribe(() => undefined);
  cache.renewOlder(1_000_050, ["r"]);
  arrive[0]?.("older than the stream");
  await vi.advanceTimersByTimeAsync(0);
  expect(ask).toHaveBeenCalledTimes(2);
  arrive[1]?.("newer");
  await vi.advanceTimersByTimeAsync(0);
  expect(queries.getQueryData(["run", "r", "states"])).toBe("newer");
  leave();
});
