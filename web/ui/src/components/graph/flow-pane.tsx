/// React Flow with our nodes, the canvas behind them and the names of groups.
import { ReactFlow, type ReactFlowProps, SelectionMode } from "@xyflow/react";
import { LEAST_ZOOM, MOST_ZOOM } from "../../graph/geometry";
import { GroupFrames } from "./group-frames";
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
  /** What is done on which event, and where the view begins. */
  readonly handlers: Partial<ReactFlowProps<CardNode>>;
}

/** React Flow gets the nodes on the screen only; edges, frames and distant nodes are painted on the canvas. */
export function FlowPane({ nodes, cells, onFold, handlers }: Props) {
  const { editable } = useStage();
  const drawing = useShownDrawing();
  return (
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
  );
}
