/// What has happened to a run, in the order of time: its own beginning and end, the tries of its nodes, and what
/// people did to it. Pure.
import type { DoneOperation, RunTrace } from "../../../api/run-view";

export type Happening =
  | { kind: "created" | "ended"; at: number; key: string; state: RunTrace["state"] }
  | { kind: "started"; at: number; key: string; node: string; number: number; worker: string | null }
  | {
      kind: "tried";
      at: number;
      key: string;
      node: string;
      number: number;
      state: RunTrace["nodes"][number]["state"];
      reason: string | null;
    }
  | { kind: "operation"; at: number; key: string; done: DoneOperation };

/** What comes first of what happens in the same millisecond. */
const RANK: Readonly<Record<Happening["kind"], number>> = { created: 0, operation: 1, started: 2, tried: 3, ended: 4 };

/** Everything, the newest first. `at` is milliseconds since 1970. */
export function happeningsOf(trace: RunTrace, done: readonly DoneOperation[]): Happening[] {
  const { state } = trace;
  const found: Happening[] = [{ kind: "created", at: Date.parse(trace.created), key: "created", state: "pending" }];
  if (trace.finished !== null) found.push({ kind: "ended", at: Date.parse(trace.finished), key: "ended", state });
  for (const { id: node, tries } of trace.nodes) {
    for (const { epoch, number, claimed, finished, state, reason, worker } of tries) {
      const key = `${node} ${epoch}.${number}`;
      if (claimed !== null)
        found.push({ kind: "started", at: Date.parse(claimed), key: `${key} s`, node, number, worker });
      if (finished !== null) {
        found.push({ kind: "tried", at: Date.parse(finished), key: `${key} f`, node, number, state, reason });
      }
    }
  }
  for (const each of done) {
    if (each.at !== null) found.push({ kind: "operation", at: Date.parse(each.at), key: each.id, done: each });
  }
  return found.sort((a, b) => b.at - a.at || RANK[b.kind] - RANK[a.kind]);
}
