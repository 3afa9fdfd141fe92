import { ReactFlow, SelectionMode, useStore } from "@xyflow/react";
import { type Ref, useImperativeHandle, useMemo, useRef, useState } from "react";
import { type Drawing, nodeBox } from "../../graph/drawing";
import { emphasise } from "../../graph/emphasis";
import { type Folded, foldedId } from "../../graph/folding";
import { LEAST_ZOOM, MOST_ZOOM } from "../../graph/geometry";
import { relationsOf } from "../../graph/lineage";
import type { GraphHandle, GraphViewProps } from "./graph-props";
import { GraphTools } from "./graph-tools";
import classes from "./graph-view.module.css";
import { GroupFrames } from "./group-frames";
import { LiveNode } from "./live-node";
import { Minimap } from "./minimap";
import { NodeCard } from "./node-card";
import { SceneCanvas } from "./scene-canvas";
import { type Stage, StageContext } from "./stage-context";
import { useCamera } from "./use-camera";
import { useConnecting } from "./use-connecting";
import { useDragging } from "./use-dragging";
import { useKeyboard } from "./use-keyboard";
import { usePointing } from "./use-pointing";
import { useSelection } from "./use-selection";
import { useVisibleNodes } from "./use-visible-nodes";

/** Below this zoom a card's text cannot be read: cells on the canvas say more, and cost less. */
const CELLS_BELOW = 0.35;

const nodeTypes = { card: NodeCard };
const noPath: readonly string[] = [];
const noEdges: never[] = [];

interface Props extends GraphViewProps {
  readonly drawing: Drawing;
  readonly foldedShape: Folded;
  readonly layOutAgain: () => void;
  readonly ref?: Ref<GraphHandle>;
}

/** A finished drawing with everything that can be done to it. */
export function GraphStage(props: Props) {
  const { labels, editing, criticalPath = noPath, showLineage = false, tools = true } = props;
  const cells = useStore(({ transform }) => transform[2] < CELLS_BELOW);
  const { selection, current, select, chosenEdge, chooseEdge } = useSelection(props);
  const { drawing, onDrag, onDragStop } = useDragging(props.drawing, selection, editing);
  const camera = useCamera(drawing);
  const relations = useMemo(() => relationsOf(drawing.index.topology), [drawing.index]);
  const connecting = useConnecting(drawing, editing, camera);
  const emphasis = useMemo(
    () => emphasise(drawing, relations, { selection, criticalPath, showLineage, chosenEdge }),
    [drawing, relations, selection, criticalPath, showLineage, chosenEdge],
  );
  const nodes = useVisibleNodes({
    drawing,
    selection,
    draggable: editing !== undefined,
    cells,
    held: connecting.source ?? current,
  });
  const findInput = useRef<HTMLInputElement>(null);
  const [minimap, setMinimap] = useState(true);
  const goTo = (id: string): void => {
    select([id], id);
    camera.reveal(id);
  };
  const pointing = usePointing({ drawing, camera, cells, select, selection, chooseEdge, onOpen: props.onOpen });
  const onKeyDown = useKeyboard({
    drawing,
    relations,
    camera,
    current,
    goTo,
    open: (id) => props.onOpen?.(id),
    clear: () => select([], null),
    remove: editing ? () => removeChosen(props, selection, chosenEdge) : null,
    find: () => findInput.current?.focus(),
  });
  useHandle(props, drawing, camera);
  const { onFoldedChange, folded, foldedShape } = props;
  const stage: Stage = useMemo(
    () => ({
      labels,
      direction: drawing.direction,
      drawing,
      emphasis,
      selection,
      foldedGroups: foldedShape.groups,
      showStates: props.states !== undefined,
      editable: editing !== undefined,
      current,
      refused: connecting.refused,
      renderNode: props.renderNode ?? null,
      onUnfold: (group) => onFoldedChange?.(new Set([...(folded ?? [])].filter((id) => id !== group))),
    }),
    [
      labels,
      drawing,
      emphasis,
      selection,
      foldedShape,
      props.states,
      editing,
      current,
      connecting.refused,
      props.renderNode,
      onFoldedChange,
      folded,
    ],
  );
  const onFold = onFoldedChange
    ? (group: string) => {
        onFoldedChange(new Set([...(folded ?? []), group]));
        if (current !== null) select([foldedId(group)], foldedId(group));
      }
    : null;
  return (
    <StageContext value={stage}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is one stop of the keyboard, arrow keys go on */}
      <div className={classes.fill} role="group" tabIndex={0} aria-label={labels.keyboard} onKeyDown={onKeyDown}>
        <ReactFlow
          nodes={nodes}
          edges={noEdges}
          nodeTypes={nodeTypes}
          minZoom={LEAST_ZOOM}
          maxZoom={MOST_ZOOM}
          nodesDraggable={editing !== undefined}
          nodesConnectable={editing !== undefined}
          nodesFocusable={false}
          elementsSelectable
          selectNodesOnDrag={false}
          selectionMode={SelectionMode.Partial}
          disableKeyboardA11y
          deleteKeyCode={null}
          zoomOnDoubleClick={false}
          proOptions={{ hideAttribution: true }}
          onNodeDrag={onDrag}
          onNodeDragStop={onDragStop}
          {...connecting.handlers}
          {...pointing}
        >
          <SceneCanvas cells={cells} />
          {drawing.groups.length > 0 && <GroupFrames onFold={onFold} />}
        </ReactFlow>
      </div>
      {tools && (
        <GraphTools
          camera={camera}
          findInput={findInput}
          onFound={(id) => {
            select([id], id);
            camera.centreOn(id);
          }}
          minimap={minimap}
          onMinimap={() => setMinimap(!minimap)}
        />
      )}
      {tools && minimap && <Minimap />}
      <LiveNode spoken={cells ? current : null} />
      {props.children}
    </StageContext>
  );
}

function removeChosen(props: Props, selection: ReadonlySet<string>, chosenEdge: number | null): void {
  const edge = chosenEdge === null ? undefined : props.drawing.shape.edges[chosenEdge];
  if (selection.size === 0 && !edge) return;
  props.editing?.onDelete({ nodes: [...selection], edges: edge ? [edge] : [] });
}

function useHandle({ ref, layOutAgain }: Props, drawing: Drawing, camera: ReturnType<typeof useCamera>): void {
  useImperativeHandle(
    ref,
    () => ({
      fit: camera.fit,
      centreOn: camera.centreOn,
      layOutAgain,
      toDrawing: camera.toDrawing,
      positions: () =>
        new Map(
          drawing.shape.nodes.map(({ id }, node) => {
            const { x, y } = nodeBox(drawing, node);
            return [id, { x, y }];
          }),
        ),
    }),
    [camera, layOutAgain, drawing],
  );
}
