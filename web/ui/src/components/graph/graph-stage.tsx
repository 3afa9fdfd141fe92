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
import { keyboardHandler } from "./keyboard";
import { DrawingContext, StageContext } from "./stage-context";
import { useCamera } from "./use-camera";
import { useConnecting } from "./use-connecting";
import { useDragging } from "./use-dragging";
import { useFolding } from "./use-folding";
import { useGraphHandle } from "./use-graph-handle";
import { usePointing } from "./use-pointing";
import { type Chosen, useSelection } from "./use-selection";
import { useStageValue } from "./use-stage-value";
import { useStartView } from "./use-start-view";
import { useVisibleNodes } from "./use-visible-nodes";

/** Below this zoom a card's text cannot be read: cells on the canvas say more, and cost less. */
const CELLS_BELOW = 0.35;

const noPath: readonly string[] = [];

export interface GraphStageProps extends GraphViewProps {
  readonly drawing: Drawing;
  readonly foldedShape: Folded;
  readonly layOutAgain: () => void;
  /** The element that the view fills. */
  readonly frame: RefObject<HTMLElement | null>;
  readonly ref?: Ref<GraphHandle>;
}

export function GraphStage(props: GraphStageProps) {
  const { editing, tools = true } = props;
  const chosen = useSelection(props);
  const { selection, current } = chosen;
  const { drawing, ...dragging } = useDragging(props.drawing, selection, editing);
  const camera = useCamera(drawing);
  const defaultViewport = useStartView(drawing, props.frame, camera.fit);
  const cells = useStore(({ transform }) => transform[2] < CELLS_BELOW);
  const relations = useMemo(() => relationsOf(drawing.index.topology), [drawing.index]);
  const connecting = useConnecting(drawing, editing, camera);
  const emphasis = useEmphasis(props, drawing, relations, chosen);
  const { onFold, onUnfold } = useFolding(props, chosen);
  const held = connecting.source ?? current;
  const nodes = useVisibleNodes({ drawing, selection, draggable: editing !== undefined, cells, held });
  const acting = { ...chosen, drawing, camera, onOpen: props.onOpen };
  const pointing = usePointing({ ...acting, cells });
  const findInput = useRef<HTMLInputElement>(null);
  const onKeyDown = keyboardHandler({ ...acting, relations, findInput, editing });
  useGraphHandle(props, drawing, camera);
  const stage = useStageValue({ props, emphasis, selection, current, refused: connecting.refused, onUnfold });
  return (
    <StageContext value={stage}>
      <DrawingContext value={drawing}>
        <FlowPane
          nodes={nodes}
          cells={cells}
          onFold={onFold}
          onKeyDown={onKeyDown}
          handlers={{ defaultViewport, ...dragging, ...connecting.handlers, ...pointing }}
        />
        {tools && <GraphTools camera={camera} findInput={findInput} onFound={(id) => chosen.select([id], id)} />}
        {props.children}
      </DrawingContext>
    </StageContext>
  );
}

function useEmphasis(
  { criticalPath = noPath, showLineage = false }: GraphStageProps,
  { shape, index }: Drawing,
  relations: Relations,
  { selection, chosenEdge }: Chosen,
) {
  return useMemo(
    () => emphasise(shape, index, relations, { selection, criticalPath, showLineage, chosenEdge }),
    [shape, index, relations, selection, criticalPath, showLineage, chosenEdge],
  );
}
