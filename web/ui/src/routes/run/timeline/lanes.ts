/// Where the time of each node went, as stretches on a line. Pure.
import type { NodeSpan, RunTrace } from "../../../api/run-view";
import type { NodeState } from "../../../api/runs";

/** `wait`: for predecessors, or for the next try. `queue`: ready, and not yet claimed. `run`: a handler at work. */
export type StretchKind = "wait" | "queue" | "run";

/** Times are milliseconds after the run was created. */
export interface Stretch {
  kind: StretchKind;
  from: number;
  to: number;
  /** What the try came to; of `run` only. */
  state?: NodeState;
}

export interface Lane {
  id: string;
  state: NodeState;
  critical: boolean;
  stretches: Stretch[];
}

/** One line for each node that was ever ready, in the order in which they became so. `now` ends what goes on. */
export function lanesOf(trace: RunTrace, now: number): Lane[] {
  const origin = Date.parse(trace.created);
  const end = (trace.finished === null ? now : Date.parse(trace.finished)) - origin;
  return trace.nodes
    .map((node) => laneOf(node, origin, end))
    .filter(({ stretches }) => stretches.length > 0)
    .sort((a, b) => readyOf(a) - readyOf(b));
}

/** When the last of all lanes ends; at least a millisecond. */
export function endOf(lanes: readonly Lane[]): number {
  return lanes.reduce((end, { stretches }) => Math.max(end, stretches.at(-1)?.to ?? 0), 1);
}

/** How long a lane was in one kind of stretch. */
export function spentIn(lane: Lane, kind: StretchKind): number {
  return lane.stretches.reduce((sum, each) => (each.kind === kind ? sum + each.to - each.from : sum), 0);
}

function readyOf(lane: Lane): number {
  return lane.stretches.find(({ kind }) => kind !== "wait")?.from ?? 0;
}

function laneOf(node: NodeSpan, origin: number, end: number): Lane {
  const stretches: Stretch[] = [];
  let before = 0;
  const add = (stretch: Stretch) => {
    if (stretch.to > stretch.from || stretch.kind === "run") stretches.push(stretch);
  };
  const at = (moment: string | null): number | null => (moment === null ? null : Date.parse(moment) - origin);
  for (const { ready, claimed, finished, state } of node.tries) {
    const isReady = at(ready) ?? at(claimed) ?? before;
    const began = at(claimed);
    const done = at(finished) ?? end;
    add({ kind: "wait", from: before, to: isReady });
    add({ kind: "queue", from: isReady, to: began ?? done });
    if (began !== null) add({ kind: "run", from: began, to: Math.max(began, done), state });
    before = done;
  }
  if (node.tries.length === 0 && node.ready !== null && node.finished === null) {
    const isReady = at(node.ready) ?? 0;
    add({ kind: "wait", from: 0, to: isReady });
    add({ kind: "queue", from: isReady, to: end });
  }
  return { id: node.id, state: node.state, critical: node.critical, stretches };
}
