/// The connection to the stream of events: opened again after every break, at the last event that came.
import { address } from "../api/place";
import { EVENT_KINDS, type LiveEvent, type LiveStatus } from "./event";

/** Milliseconds until the first try after a break, at most, and until what is shown counts as stale. */
const FIRST = 500;
const LONGEST = 10_000;
const STALE = 15_000;

/** What an event has besides its kind and its id. */
type Told = Omit<LiveEvent, "kind" | "id">;

export interface SourceListener {
  onEvent: (event: LiveEvent) => void;
  /** Something may have been missed: look at everything anew. */
  onResync: () => void;
  onStatus: (status: LiveStatus) => void;
  /** From now on these runs are followed; `resumed` says that nothing was left out since the last event. */
  onOpen: (runs: readonly string[], resumed: boolean) => void;
  /** The server answered and would not let us listen. */
  onRefused: () => void;
}

/** Everything of some runs, and what happens to all others as such. */
export class Source {
  private readonly listener: SourceListener;
  private stream: EventSource | undefined;
  private runs: readonly string[] = [];
  private last: string;
  private breaks = 0;
  private again = 0;
  private aging = 0;

  /** `last` is the event to go on after; empty to begin now. */
  constructor(listener: SourceListener, last: string) {
    this.listener = listener;
    this.last = last;
    this.age();
  }

  /** Listen, from now on to these runs. What happens while the connection changes comes after it. */
  open(runs: readonly string[]): void {
    this.runs = runs;
    window.clearTimeout(this.again);
    this.stream?.close();
    this.connect();
  }

  close(): void {
    window.clearTimeout(this.again);
    window.clearTimeout(this.aging);
    this.stream?.close();
  }

  private connect(): void {
    const { runs, last } = this;
    const stream = new EventSource(streamAddress(runs, last));
    this.stream = stream;
    stream.onopen = () => {
      this.breaks = 0;
      window.clearTimeout(this.aging);
      this.aging = 0;
      this.listener.onStatus("live");
      this.listener.onOpen(runs, last !== "");
    };
    stream.onerror = () => this.broke(stream);
    stream.addEventListener("resync", () => this.listener.onResync());
    for (const kind of EVENT_KINDS) {
      stream.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) => {
        this.last = lastEventId;
        this.listener.onEvent({ ...(JSON.parse(data) as Told), kind, id: lastEventId });
      });
    }
  }

  private broke(stream: EventSource): void {
    // A browser closes a stream for good only if the server answered with something else.
    if (stream.readyState === EventSource.CLOSED) this.listener.onRefused();
    stream.close();
    this.age();
    this.again = window.setTimeout(() => this.connect(), pause(this.breaks++));
  }

  private age(): void {
    if (this.aging !== 0) return;
    this.listener.onStatus("reconnecting");
    this.aging = window.setTimeout(() => this.listener.onStatus("stale"), STALE);
  }
}

/** The address of the stream for some runs, after an event that came already. */
export function streamAddress(runs: readonly string[], after: string): string {
  const query = new URLSearchParams({ runs: "true" });
  for (const run of runs) query.append("run", run);
  if (after) query.set("after", after);
  return `${address}/api/v1/events?${query}`;
}

/** Milliseconds until the next try: longer each time, and not the same for all pages that lost the same server. */
function pause(breaks: number): number {
  return Math.min(LONGEST, FIRST * 2 ** breaks) * (0.5 + Math.random() / 2);
}
