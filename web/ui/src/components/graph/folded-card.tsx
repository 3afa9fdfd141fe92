/// The card of a folded group.
import { useContext } from "react";
import { useStore } from "zustand";
import type { FoldedGroup } from "../../graph/folding";
import { foldedId } from "../../graph/folding";
import { lookOf, STATES } from "../../graph/painting/state-looks";
import { CardFrame } from "./card-frame";
import classes from "./graph-view.module.css";
import { type NodeStates, NodeStatesContext } from "./node-states";
import { useStage } from "./stage-context";
import { StateGlyph } from "./state-glyph";

interface Props {
  readonly group: FoldedGroup;
  readonly number: number;
  readonly selected: boolean;
}

/** A folded group: its name, how many nodes it holds, and how many of them are in which state. */
export function FoldedCard({ group, number, selected }: Props) {
  const stage = useStage();
  const counts = useCounts(group);
  const id = foldedId(group.id);
  const summary = counts.map(([state, count]) => `${stage.labels.states[state] ?? state}: ${count}`).join(", ");
  return (
    <CardFrame
      name={stage.labels.node(group.label, summary || stage.labels.nodesInGroup(group.members.length))}
      current={stage.current === id}
      selected={selected}
      dimmed={stage.emphasis.dimmed?.[number] === 1}
      refused={stage.refused?.has(id) ?? false}
      folded
    >
      <span className={classes.texts}>
        <span className={classes.label}>{group.label}</span>
        <span className={classes.subtitle}>{stage.labels.nodesInGroup(group.members.length)}</span>
        <Counts counts={counts} total={group.members.length} />
      </span>
      <button
        type="button"
        className={`${classes.foldButton} nodrag nopan`}
        aria-label={stage.labels.unfold(group.label)}
        title={stage.labels.unfold(group.label)}
        onClick={() => stage.onUnfold(group.id)}
      >
        +
      </button>
    </CardFrame>
  );
}

type StateCount = readonly [string, number];

function Counts({ counts, total }: { readonly counts: readonly StateCount[]; readonly total: number }) {
  if (counts.length === 0) return null;
  return (
    <span className={classes.counts}>
      <span className={classes.bar}>
        {counts.map(([state, count]) => (
          <span
            key={state}
            style={{ width: `${(100 * count) / total}%`, background: `var(${lookOf(state).colour})` }}
          />
        ))}
      </span>
      {counts.map(([state, count]) => (
        <span key={state} className={classes.count}>
          <StateGlyph state={state} size={10} />
          {count}
        </span>
      ))}
    </span>
  );
}

/** Counted anew with every batch of changes; equal counts render nothing. */
function useCounts(group: FoldedGroup): readonly StateCount[] {
  const states = useContext(NodeStatesContext);
  const text = useStore(states.store, () => JSON.stringify(count(states, group)));
  return JSON.parse(text) as StateCount[];
}

function count(states: NodeStates, group: FoldedGroup): StateCount[] {
  const counts = new Map<string, number>();
  for (const id of group.members) {
    const state = states.get(id)?.state;
    if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const place = (state: string) => (STATES.indexOf(state) + STATES.length) % STATES.length;
  return [...counts].sort(([a], [b]) => place(a) - place(b));
}
