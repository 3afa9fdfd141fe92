import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveEvent, LiveStatus } from "./event";
import { Source, streamAddress } from "./source";

class FakeStream extends EventTarget {
  static readonly CLOSED = 2;
  static readonly made: FakeStream[] = [];
  readonly url: string;
  readyState = 0;
  onopen: () => void = () => undefined;
  onerror: () => void = () => undefined;

  constructor(url: string) {
    super();
    this.url = url;
    FakeStream.made.push(this);
  }

  close(): void {
    this.readyState = FakeStream.CLOSED;
  }

  tell(kind: string, data: object, lastEventId: string): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data), lastEventId }));
  }
}

const events: LiveEvent[] = [];
const statuses: LiveStatus[] = [];
const opened: [readonly string[], boolean][] = [];
const onRefused = vi.fn();
const onResync = vi.fn();

function source(last = ""): Source {
  return new Source(
    {
      onEvent: (event) => events.push(event),
      onStatus: (status) => statuses.push(status),
      onOpen: (runs, resumed) => opened.push([runs, resumed]),
      onResync,
      onRefused,
    },
    last,
  );
}

function stream(): FakeStream {
  const made = FakeStream.made.at(-1);
  if (made === undefined) throw new Error("nothing was opened");
  return made;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeStream);
});
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
  for (const list of [events, statuses, opened, FakeStream.made]) list.length = 0;
});

test("the address names the runs and the event to go on after", () => {
  expect(streamAddress(["a", "b"], "x:1")).toMatch(/\/api\/v1\/events\?runs=true&run=a&run=b&after=x%3A1$/);
});

test("events come with their kind and their id", () => {
  source().open(["r"]);
  stream().onopen();
  stream().tell("node", { run: "r", node: "a", state: "running" }, "7");
  stream().tell("resync", {}, "");
  expect(events).toEqual([{ kind: "node", id: "7", run: "r", node: "a", state: "running" }]);
  expect(opened).toEqual([[["r"], false]]);
  expect(onResync).toHaveBeenCalledOnce();
});

test("after a break it goes on at the last event", () => {
  source().open([]);
  stream().onopen();
  stream().tell("run", { run: "r", state: "running" }, "7");
  stream().onerror();
  vi.advanceTimersByTime(1000);
  expect(FakeStream.made).toHaveLength(2);
  expect(stream().url).toContain("after=7");
  stream().onopen();
  expect(statuses).toEqual(["reconnecting", "live", "reconnecting", "live"]);
  expect(opened.at(-1)).toEqual([[], true]);
  expect(onRefused).not.toHaveBeenCalled();
});

test("a server that stays away makes the page stale, and one that refuses is told", () => {
  source().open([]);
  for (let tries = 0; tries < 8; tries++) {
    stream().readyState = FakeStream.CLOSED;
    stream().onerror();
    vi.advanceTimersByTime(10_000);
  }
  expect(statuses).toEqual(["reconnecting", "stale"]);
  expect(onRefused).toHaveBeenCalledTimes(8);
});

test("other runs are followed on another connection, with nothing left out", () => {
  const opening = source("5");
  opening.open(["a"]);
  const first = stream();
  first.onopen();
  opening.open(["a", "b"]);
  expect(first.readyState).toBe(FakeStream.CLOSED);
  expect(stream().url).toContain("run=a&run=b&after=5");
  expect(statuses).toEqual(["reconnecting", "live"]);
});
