/// The live connection of this page: it leads or follows another page, and keeps the Query cache up to date.
import type { QueryClient } from "@tanstack/react-query";
import { Batch } from "./batch";
import { Cache } from "./cache";
import type { LiveEvent, LiveStatus } from "./event";
import { Flights } from "./flights";
import { Channel, leadWhenFree } from "./leader";
import { Source } from "./source";
import { Wishes } from "./wishes";

/** Milliseconds between two looks at everything while no event comes. */
const POLL = 15_000;

type Message =
  | { kind: "event"; event: LiveEvent }
  | { kind: "resync" }
  | { kind: "status"; status: LiveStatus }
  | { kind: "opened"; at: number; runs: readonly string[]; resumed: boolean }
  | { kind: "wish"; page: string; runs: readonly string[] }
  | { kind: "new-leader" };

export type Listener = (events: readonly LiveEvent[]) => void;

export class Live {
  /** Answers that have to be told of events that come before them. */
  readonly flights = new Flights();
  private readonly page = `${Date.now()}-${Math.random()}`;
  private readonly mine = new Map<string, number>();
  private readonly wishes = new Wishes();
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();
  private readonly cache: Cache;
  private readonly batch = new Batch<LiveEvent>((events) => this.apply(events));
  private readonly channel = new Channel<Message>((message) => this.hear(message));
  private readonly leave: () => void;
  private source: Source | undefined;
  private followed: readonly string[] = [];
  private current: LiveStatus = "reconnecting";
  private last = "";
  private polling = 0;

  /** `onRefused` is called when the server would not let us listen: whoever was signed in may not be any more. */
  constructor(queries: QueryClient, onRefused: () => void) {
    this.cache = new Cache(queries);
    window.addEventListener("pagehide", this.tellLeft);
    this.leave = leadWhenFree(() => this.lead(onRefused));
    this.wish();
  }

  /** Listen no more. */
  close(): void {
    this.tellLeft();
    window.removeEventListener("pagehide", this.tellLeft);
    window.clearInterval(this.polling);
    this.source?.close();
    this.channel.close();
    this.leave();
  }

  readonly status = (): LiveStatus => this.current;

  /** Be told of a change of the status. Returns what ends it. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Be handed the events of each frame, after the cache has them. Returns what ends it. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Follow a run with all its nodes. Returns what ends it. */
  follow(run: string): () => void {
    this.mine.set(run, (this.mine.get(run) ?? 0) + 1);
    this.wish();
    return () => {
      const left = (this.mine.get(run) ?? 1) - 1;
      if (left > 0) this.mine.set(run, left);
      else this.mine.delete(run);
      this.wish();
    };
  }

  private lead(onRefused: () => void): void {
    const onOpen = (runs: readonly string[], resumed: boolean) => {
      const added = runs.filter((run) => !this.followed.includes(run));
      this.followed = runs;
      this.pass({ kind: "opened", at: Date.now(), runs: added, resumed });
    };
    this.source = new Source(
      {
        onEvent: (event) => this.pass({ kind: "event", event }),
        onResync: () => this.pass({ kind: "resync" }),
        onStatus: (status) => this.pass({ kind: "status", status }),
        onOpen,
        onRefused,
      },
      this.last,
    );
    this.wishes.set(this.page, [...this.mine.keys()]);
    this.channel.tell({ kind: "new-leader" });
    this.source.open(this.wishes.runs());
  }

  private pass(message: Message): void {
    this.channel.tell(message);
    this.hear(message);
  }

  private hear(message: Message): void {
    switch (message.kind) {
      case "event":
        this.last = message.event.id;
        this.batch.add(message.event);
        break;
      case "resync":
        this.cache.renew();
        break;
      case "opened":
        this.cache.renewOlder(message.at, message.resumed ? message.runs : undefined);
        break;
      case "status":
        this.turn(message.status);
        break;
      case "new-leader":
        this.wish();
        break;
      case "wish":
        this.grant(message.page, message.runs);
    }
  }

  private wish(): void {
    const runs = [...this.mine.keys()];
    if (this.source) this.grant(this.page, runs);
    else this.channel.tell({ kind: "wish", page: this.page, runs });
  }

  private grant(page: string, runs: readonly string[]): void {
    if (this.source === undefined) return;
    if (this.wishes.set(page, runs)) this.source.open(this.wishes.runs());
    // A page that has just come does not know how we stand.
    this.channel.tell({ kind: "status", status: this.current });
  }

  private readonly tellLeft = (): void => this.channel.tell({ kind: "wish", page: this.page, runs: [] });

  private turn(status: LiveStatus): void {
    if (status === this.current) return;
    this.current = status;
    window.clearInterval(this.polling);
    if (status === "stale") this.polling = window.setInterval(() => this.cache.renew(), POLL);
    for (const watcher of this.watchers) watcher();
  }

  private apply(events: readonly LiveEvent[]): void {
    this.flights.hear(events);
    this.cache.patch(events);
    for (const listener of this.listeners) listener(events);
  }
}
