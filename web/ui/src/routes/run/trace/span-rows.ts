/// A trace as rows, one for each try, and one for each node that was never tried. Pure.
import type { RunTrace } from "../../../api/run-view";
import type { NodeState } from "../../../api/runs";

/** Times are milliseconds: `ready` after the run was created, the others lengths. */
export interface SpanRow {
  key: string;
  node: string;
  state: NodeState;
  critical: boolean;
  number: number | null;
  ready: number | null;
  queued: number | null;
  ran: number | null;
  worker: string | null;
}

export type SpanColumn = "queued" | "ran";

export function spanRows(trace: RunTrace): SpanRow[] {
  const origin = Date.parse(trace.created);
  const since = (from: number, to: string | null) => (to === null ? null : Date.parse(to) - from);
  return trace.nodes.flatMap(({ id, state, critical, ready, tries }): SpanRow[] => {
    const node = { node: id, critical };
    if (tries.length === 0) {
      const untried = { number: null, queued: null, ran: null, worker: null };
      return [{ ...node, ...untried, key: id, state, ready: since(origin, ready) }];
    }
    return tries.map((each) => ({
      ...node,
      key: `${id} ${each.epoch}.${each.number}`,
      state: each.state,
      number: each.number,
      ready: since(origin, each.ready),
      queued: each.ready === null ? null : since(Date.parse(each.ready), each.claimed),
      ran: each.claimed === null ? null : since(Date.parse(each.claimed), each.finished),
      worker: each.worker,
    }));
  });
}

/** The longest first; without a column, as the plan has them. */
export function sortedSpans(rows: readonly SpanRow[], by: SpanColumn | null): readonly SpanRow[] {
  if (by === null) return rows;
  return rows.toSorted((a, b) => (b[by] ?? -1) - (a[by] ?? -1));
}
