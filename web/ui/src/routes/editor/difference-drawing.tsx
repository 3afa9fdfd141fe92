/// Two graphs in one drawing: what both have, what one of them has, and what differs.
import { IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { GraphView } from "../../components/graph/graph-view";
import { difference, type Kind } from "../../editor/difference";
import { type Draft, edgesOf, handlerOf, nodesOf } from "../../editor/draft";
import type { GraphNode, GraphShape } from "../../graph/shape";
import classes from "./editor.module.css";
import { useGraphLabels } from "./use-graph-labels";
import { CARD } from "./use-shape";

const ICONS = { added: IconPlus, removed: IconMinus, changed: IconPencil };

export function DifferenceDrawing({ before, after }: { before: Draft; after: Draft }) {
  const labels = useGraphLabels();
  const shape = useMemo(() => both(before, after), [before, after]);
  const kinds = useMemo(
    () => new Map(difference(before, after).nodes.map(({ id, kind }) => [id, kind])),
    [before, after],
  );
  const renderNode = useMemo(() => (node: GraphNode) => <Compared node={node} kind={kinds.get(node.id)} />, [kinds]);
  return (
    <div className={classes.comparison}>
      <GraphView shape={shape} labels={labels} renderNode={renderNode} />
    </div>
  );
}

function Compared({ node, kind }: { node: GraphNode; kind: Kind | undefined }) {
  const { t } = useTranslation("editor");
  const Icon = kind && ICONS[kind];
  return (
    <>
      <span className={classes.card} data-kind={kind}>
        <span className={classes.cardId}>{node.label}</span>
        <span className={classes.cardHandler}>{node.subtitle}</span>
      </span>
      {Icon && kind && (
        <Icon size={16} role="img" aria-label={t(`difference.${kind}`)} className={classes.cardKind} data-kind={kind} />
      )}
    </>
  );
}

function both(before: Draft, after: Draft): GraphShape {
  const nodes = new Map([...nodesOf(before), ...nodesOf(after)].map((node) => [node.id, node]));
  const edges = new Map(
    [...edgesOf(before), ...edgesOf(after)].map((edge) => [`${edge.source}\n${edge.target}`, edge]),
  );
  return {
    nodes: [...nodes.values()].map((node) => ({ id: node.id, label: node.id, subtitle: handlerOf(node), ...CARD })),
    edges: [...edges.values()],
  };
}
