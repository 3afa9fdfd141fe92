/// The card of a node.
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { type CSSProperties, memo } from "react";
import { lookOf } from "../../graph/painting/state-looks";
import type { GraphNode } from "../../graph/shape";
import { CardFrame } from "./card-frame";
import { FoldedCard } from "./folded-card";
import classes from "./graph-view.module.css";
import { useNodeState } from "./node-states";
import { NodeText } from "./node-text";
import { useStage } from "./stage-context";
import { StateGlyph } from "./state-glyph";

export type CardNode = Node<{ readonly node: GraphNode; readonly number: number }, "card">;

/** A node in the page: its state as shape and colour, its name, and its handles where it can be connected. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const stage = useStage();
  const { node, number } = data;
  const folded = stage.foldedGroups.get(node.id);
  const horizontal = stage.direction === "right";
  return (
    <>
      <Handle type="target" position={horizontal ? Position.Left : Position.Top} isConnectable={stage.editable} />
      {folded ? (
        <FoldedCard group={folded} number={number} selected={selected} />
      ) : (
        <PlainCard node={node} number={number} selected={selected} />
      )}
      <Handle type="source" position={horizontal ? Position.Right : Position.Bottom} isConnectable={stage.editable} />
    </>
  );
});

interface CardProps {
  readonly node: GraphNode;
  readonly number: number;
  readonly selected: boolean;
}

function PlainCard({ node, number, selected }: CardProps) {
  const stage = useStage();
  const status = useNodeState(node.id);
  const state = status && stage.showStates ? (stage.labels.states[status.state] ?? status.state) : null;
  return (
    <CardFrame
      name={stage.labels.node(node.label, state)}
      current={stage.current === node.id}
      selected={selected}
      dimmed={stage.emphasis.dimmed?.[number] === 1}
      critical={stage.emphasis.critical?.[number] === 1}
      refused={stage.refused?.has(node.id) ?? false}
      style={stage.showStates ? colourOf(status?.state) : undefined}
    >
      {stage.showStates && <StateGlyph state={status?.state} />}
      {stage.renderNode ? stage.renderNode(node) : <NodeText node={node} />}
      {status?.note && <span className={classes.note}>{status.note}</span>}
    </CardFrame>
  );
}

/** Hands the state's colour to the style sheet. */
function colourOf(state: string | undefined): CSSProperties {
  const properties: Record<`--${string}`, string> = { "--card-colour": `var(${lookOf(state).colour})` };
  return properties;
}
