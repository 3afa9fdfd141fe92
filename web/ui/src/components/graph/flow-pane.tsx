/// React Flow with our nodes, the canvas behind them and the names of groups.
import { ReactFlow, type ReactFlowProps, SelectionMode } from "@xyflow/react";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { LEAST_ZOOM, MOST_ZOOM } from "../../graph/geometry";
import classes from "./graph-view.module.css";
import { GroupFrames } from "./group-frames";
import { LiveNode } from "./live-node";
import { type CardNode, NodeCard } from "./node-card";
import { SceneCanvas } from "./scene-canvas";
import { useShownDrawing, useStage } from "./stage-context";

const nodeTypes = { card: NodeCard };
const noEdges: never[] = [];
const proOptions = { hideAttribution: true };

interface Props {
  readonly nodes: CardNode[];
  readonly cells: boolean;
  /** Missing where groups cannot be folded. */
  readonly onFold: ((group: string) => void) | null;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** What is done on which event, and where the view begins. */
  readonly handlers: Partial<ReactFlowProps<CardNode>>;
}

/** React Flow gets the nodes on the screen only; edges, frames and distant nodes are painted on the canvas. */
export function FlowPane({ nodes, cells, onFold, onKeyDown, handlers }: Props) {
  const { editable, labels, current } = useStage();
  const drawing = useShownDrawing();
  const pane = useKeptFocus(cells);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      ref={pane}
      className={classes.fill}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is one stop of the keyboard, arrow keys go on
      tabIndex={0}
      aria-label={labels.keyboard}
      onKeyDown={onKeyDown}
    >
      <ReactFlow
        nodes={nodes}
        edges={noEdges}
        nodeTypes={nodeTypes}
        minZoom={LEAST_ZOOM}
        maxZoom={MOST_ZOOM}
        nodesDraggable={editable}
        nodesConnectable={editable}
        nodesFocusable={false}
        selectNodesOnDrag={false}
        selectionMode={SelectionMode.Partial}
        disableKeyboardA11y
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        proOptions={proOptions}
        {...handlers}
      >
        <SceneCanvas cells={cells} />
        {drawing.groups.length > 0 && <GroupFrames onFold={onFold} />}
      </ReactFlow>
      <LiveNode spoken={cells ? current : null} />
    </div>
  );
}

/** Zoomed out, the card with the focus is about to leave the page: the keyboard stays in the drawing. */
function useKeptFocus(cells: boolean) {
  const pane = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (cells && pane.current?.contains(document.activeElement)) pane.current.focus({ preventScroll: true });
  }, [cells]);
  return pane;
}
