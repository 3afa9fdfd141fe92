/// Two graphs in one drawing: what both have, what one of them has, and what differs.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { difference, type Kind } from "../../editor/difference";
import { type Draft, edgesOf, handlerOf, nodesOf } from "../../editor/draft";
import { type GraphEdge, type GraphNode, type GraphShape, USUAL_CARD } from "../../graph/shape";
import { GraphView } from "../graph/graph-view";
import { NodeText } from "../graph/node-text";
import { useGraphLabels } from "../graph/use-graph-labels";
import classes from "./difference.module.css";
import { KIND_LOOKS } from "./kind-looks";

export function DifferenceDrawing({ before, after }: { before: Draft; after: Draft }) {
  const { t } = useTranslation("diff");
  const labels = useGraphLabels(t("drawing"), t("keyboard"));
  const shape = useMemo(() => both(before, after), [before, after]);
  const kinds = useMemo(
    () => new Map(difference(before, after).nodes.map(({ id, kind }) => [id, kind])),
    [before, after],
  );
  const renderNode = useMemo(() => (node: GraphNode) => <Compared node={node} kind={kinds.get(node.id)} />, [kinds]);
  return (
    <div className={classes.drawing}>
      <GraphView shape={shape} labels={labels} renderNode={renderNode} />
    </div>
  );
}

function Compared({ node, kind }: { node: GraphNode; kind: Kind | undefined }) {
  const { t } = useTranslation("diff");
  if (kind === undefined) return <NodeText node={node} />;
  const { icon: Icon } = KIND_LOOKS[kind];
  return (
    <span className={classes.card} data-kind={kind}>
      <NodeText node={node} />
      <Icon size={16} role="img" aria-label={t(`difference.${kind}`)} className={classes.kind} data-kind={kind} />
    </span>
  );
}

function both(before: Draft, after: Draft): GraphShape {
  const nodes = new Map([...nodesOf(before), ...nodesOf(after)].map((node) => [node.id, node]));
  const [old, now] = [edgesByEnds(before), edgesByEnds(after)];
  return {
    nodes: [...nodes.values()].map((node) => ({
      id: node.id,
      label: node.id,
      subtitle: handlerOf(node),
      ...USUAL_CARD,
    })),
    edges: [...new Map([...old, ...now])].map(([ends, edge]): GraphEdge => {
      if (!old.has(ends)) return { ...edge, change: "added" };
      return now.has(ends) ? edge : { ...edge, change: "removed" };
    }),
  };
}

function edgesByEnds(draft: Draft): ReadonlyMap<string, GraphEdge> {
  return new Map(edgesOf(draft).map((edge) => [`${edge.source}\n${edge.target}`, edge]));
}
