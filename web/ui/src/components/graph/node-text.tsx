/// What stands on the card of a node: its label, and its subtitle below.
import type { GraphNode } from "../../graph/shape";
import classes from "./graph-view.module.css";

export function NodeText({ node }: { readonly node: GraphNode }) {
  return (
    <span className={classes.texts}>
      <span className={classes.label}>{node.label}</span>
      {node.subtitle && <span className={classes.subtitle}>{node.subtitle}</span>}
    </span>
  );
}
