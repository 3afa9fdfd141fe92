/// A finished drawing with everything that can be done to it.
import { useStore } from "@xyflow/react";
import { type Ref, type RefObject, useMemo, useRef } from "react";
import type { Drawing } from "../../graph/drawing";
import { emphasise } from "../../graph/emphasis";
import type { Folded } from "../../graph/folding";
import { type Relations, relationsOf } from "../../graph/lineage";
import { FlowPane } from "./flow-pane";
import type { GraphHandle, GraphViewProps } from "./graph-props";
import { GraphTools } from "./graph-tools";
import classes from "./graph-view.module.css";
import { keyboardHandler } from "./keyboard";
import { LiveNode } from "./live-node";
import { DrawingContext, StageContext } from "./stage-context";
import { useAnchor } from "./use-anchor";
import { useCamera } from "./use-camera";
import { useConnecting } from "./use-connecting";
import { useDragging } from "./use-dragging";
import { useFolding } from "./use-folding";
import { useGraphHandle } from "./use-graph-handle";
import { usePointing } from "./use-pointing";
import { type Chosen, useSelection } from "./use-selection";
import { useStartView } from "./use-start-view";
import { useVisibleNodes } from "./use-visible-nodes";

/** Below this zoom a card's text cannot be read: cells on the canvas say more, and cost less. */
const CELLS_BELOW = 0.35;

const noPath: readonly string[] = [];

export interface StageProps extends GraphViewProps {
  readonly drawing: Drawing;
  readonly foldedShape: Folded;
  readonly layOutAgain: () => void;
  /** The element that the view fills. */
  readonly frame: RefObject<HTMLElement | null>;
  readonly ref?: Ref<GraphHandle>;
}

export function GraphStage(props: StageProps) {
  const { labels, editing, tools = true } = props;
  const chosen = useSelection(props);
  const { selection, current } = chosen;
  const { drawing, ...dragging } = useDragging(props.drawing, selection, editing);
  const camera = useCamera(drawing);
  const defaultViewport = useStartView(drawing, props.frame, camera.fit);
  const cells = useStore(({ transform }) => transform[2] < CELLS_BELOW);
  const relations = useMemo(() => relationsOf(drawing.index.topology), [drawing.index]);
  const connecting = useConnecting(drawing, editing, camera);
  const emphasis = useEmphasis(props, drawing, relations, chosen);
  const { onFold, onUnfold, anchor } = useFolding(props, chosen);
  useAnchor(props.drawing, anchor);
  const held = connecting.source ?? current;
  const nodes = useVisibleNodes({ drawing, selection, draggable: editing !== undefined, cells, held });
  const pointing = usePointing({ ...chosen, drawing, camera, cells, onOpen: props.onOpen });
  const findInput = useRef<HTMLInputElement>(null);
  const onKeyDown = keyboardHandler({
    ...chosen,
    drawing,
    relations,
    camera,
    findInput,
    editing,
    onOpen: props.onOpen,
  });
  useGraphHandle(props, drawing, camera);
  const { refused } = connecting;
  const { direction } = drawing;
  const { states, renderNode, foldedShape } = props;
  const stage = useMemo(
    () => ({
      labels,
      emphasis,
      selection,
      current,
      refused,
      foldedGroups: foldedShape.groups,
      direction,
      showStates: states !== undefined,
      editable: editing !== undefined,
      renderNode: renderNode ?? null,
      onUnfold,
    }),
    [labels, direction, emphasis, selection, current, refused, foldedShape, states, editing, renderNode, onUnfold],
  );
  return (
    <StageContext value={stage}>
      <DrawingContext value={drawing}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is one stop of the keyboard, arrow keys go on */}
        <div className={classes.fill} role="group" tabIndex={0} aria-label={labels.keyboard} onKeyDown={onKeyDown}>
          <FlowPane
            nodes={nodes}
            cells={cells}
            onFold={onFold}
            handlers={{ defaultViewport, ...dragging, ...connecting.handlers, ...pointing }}
          />
        </div>
        {tools && <GraphTools camera={camera} findInput={findInput} onFound={(id) => chosen.select([id], id)} />}
        <LiveNode spoken={cells ? current : null} />
        {props.children}
      </DrawingContext>
    </StageContext>
  );
}

function useEmphasis(
  { criticalPath = noPath, showLineage = false }: StageProps,
  { shape, index }: Drawing,
  relations: Relations,
  { selection, chosenEdge }: Chosen,
) {
  return useMemo(
    () => emphasise(shape, index, relations, { selection, criticalPath, showLineage, chosenEdge }),
    [shape, index, relations, selection, criticalPath, showLineage, chosenEdge],
  );
}
