/// How the nodes of a run stand after some events. Pure.
import type { RunStates } from "../../api/run-view";
import type { NodeState, RunState } from "../../api/runs";
import { hasEnded } from "../../api/runs";
import { nodeHasEnded } from "../../components/state/node-states-order";
import type { LiveEvent } from "../../live/event";

/** The states after some events; the same object if none is about the run or changes anything. */
export function patchStates(
  states: RunStates,
  places: ReadonlyMap<string, number>,
  events: readonly LiveEvent[],
): RunStates {
  const mine = events.filter(({ run }) => run === states.run);
  const moved = mine.filter(({ kind, epoch }) => kind === "node" && (epoch ?? states.epoch) === states.epoch);
  const nodes = moved.length === 0 ? states : patchNodes(states, places, moved);
  return mine.reduce(patchRun, nodes);
}

function patchRun(states: RunStates, { kind, control, state, at }: LiveEvent): RunStates {
  if (kind === "control") return { ...states, cancelling: control === "cancel" };
  if (kind !== "run" || state === undefined) return states;
  const ended = hasEnded(state as RunState);
  const cancelling = states.cancelling && !ended;
  return { ...states, state: state as RunState, cancelling, finished_at: ended ? (at ?? states.finished_at) : null };
}

function patchNodes(states: RunStates, places: ReadonlyMap<string, number>, events: readonly LiveEvent[]): RunStates {
  const next = {
    ...states,
    states: [...states.states],
    attempts: [...states.attempts],
    started: states.started && [...states.started],
    finished: states.finished && [...states.finished],
  };
  const origin = Date.parse(states.created);
  for (const { node, state, attempt, at } of events) {
    const place = places.get(node ?? "");
    if (place === undefined || state === undefined) continue;
    const after = at === undefined ? null : Date.parse(at) - origin;
    const known = next.legend[next.states[place] ?? 0];
    next.states[place] = next.legend.indexOf(state as NodeState);
    if (attempt !== undefined) next.attempts[place] = attempt;
    if (next.started && state === "running" && known !== "running") next.started[place] = after;
    if (next.finished) next.finished[place] = nodeHasEnded(state as NodeState) ? after : null;
  }
  return { ...next, counts: countsOf(next) };
}

function countsOf({ legend, states }: Pick<RunStates, "legend" | "states">): RunStates["counts"] {
  const counts: RunStates["counts"] = {};
  for (const place of states) {
    const state = legend[place];
    if (state !== undefined) counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
