/// The graph view: what the editor and the page of a run show a graph with.
import "@xyflow/react/dist/base.css";
import { ReactFlowProvider } from "@xyflow/react";
import { type Ref, useMemo, useRef } from "react";
import { foldGroups } from "../../graph/folding";
import type { Point } from "../../graph/shape";
import type { GraphHandle, GraphViewProps } from "./graph-props";
import { GraphStage } from "./graph-stage";
import classes from "./graph-view.module.css";
import { createNodeStates, NodeStatesContext } from "./node-states";
import { useDrawing } from "./use-drawing";

const nowhere: ReadonlyMap<string, Point> = new Map();
const nothing: ReadonlySet<string> = new Set();
const stateless = createNodeStates();

/** A graph to look at, to walk through and, with `editing`, to change. It fills the element that it is put into. */
export function GraphView(props: GraphViewProps & { readonly ref?: Ref<GraphHandle> }) {
  const { shape, labels, states, direction = "right", positions = nowhere, keepPlaces = false } = props;
  const folded = useMemo(() => foldGroups(shape, props.folded ?? nothing), [shape, props.folded]);
  const { drawing, error, layOutAgain } = useDrawing({ shape: folded.shape, direction, positions, keepPlaces });
  const frame = useRef<HTMLElement>(null);
  if (error) throw error;
  return (
    <NodeStatesContext value={states ?? stateless}>
      <section
        ref={frame}
        className={classes.view}
        aria-label={labels.view}
        data-read-only={props.editing ? undefined : true}
      >
        {drawing ? (
          <ReactFlowProvider>
            <GraphStage {...props} frame={frame} drawing={drawing} foldedShape={folded} layOutAgain={layOutAgain} />
          </ReactFlowProvider>
        ) : (
          <output className={classes.busy}>{labels.layingOut}</output>
        )}
      </section>
    </NodeStatesContext>
  );
}
