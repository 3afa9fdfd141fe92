/// The Query cache as events change it. Its keys: all that is about one run begins with `["run", id]`, and what lists
/// or counts runs with a noun of `COUNTED`. What never changes has the stale time `"static"` and is left alone.
import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import { type RunPage, runQuery } from "../api/runs";
import type { LiveEvent } from "./event";
import { patchDetail, patchPages } from "./patches";

/** Milliseconds for which changes are collected before lists and counts are asked anew. */
const SETTLE = 1500;
const COUNTED: ReadonlySet<unknown> = new Set(["runs", "stats", "graphs"]);
/** What no event tells of. */
const APART: ReadonlySet<unknown> = new Set(["session", "doors"]);

export class Cache {
  private readonly queries: QueryClient;
  private settling = 0;

  constructor(queries: QueryClient) {
    this.queries = queries;
  }

  /** Change what is known by what has happened, and ask anew for what an event alone does not tell. */
  patch(events: readonly LiveEvent[]): void {
    for (const run of new Set(events.map((event) => event.run))) {
      this.queries.setQueryData(runQuery(run).queryKey, (known) => known && patchDetail(known, events));
    }
    this.queries.setQueriesData<InfiniteData<RunPage>>(
      { predicate: isListOfRuns },
      (known) => known && patchPages(known, events),
    );
    if (events.some(({ kind }) => kind === "run" || kind === "deleted")) this.settle();
  }

  /** Ask for everything anew. */
  renew(): void {
    this.ask(() => true);
  }

  /** Ask anew for what was asked before a time: about some runs, or, without runs, about everything. */
  renewOlder(at: number, runs?: readonly string[]): void {
    const about = ({ queryKey: [noun, run] }: Query) =>
      runs === undefined || (noun === "run" && typeof run === "string" && runs.includes(run));
    // A first answer that is on its way was asked for before that time too; it cannot be asked for anew before it came.
    const first = (query: Query) => query.state.data === undefined && about(query);
    for (const query of this.queries.getQueryCache().findAll({ fetchStatus: "fetching", predicate: first })) {
      query.promise?.then(
        () => this.ask((other) => other === query),
        () => undefined,
      );
    }
    this.ask((query) => about(query) && query.state.dataUpdatedAt > 0 && query.state.dataUpdatedAt < at);
  }

  private settle(): void {
    if (this.settling !== 0) return;
    this.settling = window.setTimeout(() => {
      this.settling = 0;
      this.ask(({ queryKey: [noun] }) => COUNTED.has(noun));
    }, SETTLE);
  }

  private ask(about: (query: Query) => boolean): void {
    void this.queries.invalidateQueries({ predicate: (query) => !APART.has(query.queryKey[0]) && about(query) });
  }
}

function isListOfRuns({ queryKey: [noun], state: { data } }: Query): boolean {
  return noun === "runs" && typeof data === "object" && data !== null && "pages" in data;
}
