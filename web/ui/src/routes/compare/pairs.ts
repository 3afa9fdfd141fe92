/// The nodes of two runs, joined by their names. Pure.
import type { RunPlan, RunStates } from "../../api/run-view";
import type { NodeState } from "../../api/runs";

/** One node in one of the runs. `ran` is in milliseconds; null if it did not come to its end. */
export interface Half {
  state: NodeState;
  ran: number | null;
}

export interface Pair {
  node: string;
  /** Null where a run has no such node. */
  one: Half | null;
  other: Half | null;
}

/** One of the runs. */
export interface Side {
  plan: RunPlan;
  states: RunStates;
}

/** Every node of either, those of the first run first, in the order of their plans. */
export function pairsOf(one: Side, other: Side): Pair[] {
  const [left, right] = [halvesOf(one), halvesOf(other)];
  const nodes = new Set([...left.keys(), ...right.keys()]);
  return [...nodes].map((node) => ({ node, one: left.get(node) ?? null, other: right.get(node) ?? null }));
}

/** True if the two do not stand the same. */
export function differs({ one, other }: Pair): boolean {
  return one?.state !== other?.state;
}

/** How much longer the other ran, in milliseconds; null if one of them did not run to its end. */
export function slowerBy({ one, other }: Pair): number | null {
  if (one === null || other === null || one.ran === null || other.ran === null) return null;
  return other.ran - one.ran;
}

function halvesOf({ plan, states }: Side): Map<string, Half> {
  return new Map(
    plan.ids.map((id, place) => {
      const [started, finished] = [states.started?.[place] ?? null, states.finished?.[place] ?? null];
      const ran = started === null || finished === null ? null : Math.max(0, finished - started);
      return [id, { state: states.legend[states.states[place] ?? 0] ?? "pending", ran }];
    }),
  );
}
