/// Where the keyboard is, said aloud.
import classes from "./graph-view.module.css";
import { useNodeState } from "./node-states";
import { useShownDrawing, useStage } from "./stage-context";

/** Says the node that the arrow keys reached while there is no card that could have the focus. */
export function LiveNode({ spoken }: { readonly spoken: string | null }) {
  const { labels } = useStage();
  const drawing = useShownDrawing();
  const status = useNodeState(spoken ?? "");
  const number = spoken === null ? undefined : drawing.index.nodeNumbers.get(spoken);
  const node = number === undefined ? undefined : drawing.shape.nodes[number];
  const state = status ? (labels.states[status.state] ?? status.state) : null;
  return (
    <div className={classes.hidden} role="status">
      {node ? labels.node(node.label, state) : ""}
    </div>
  );
}
