/// What stands on the card of a node: its id, its handler, and whether something is wrong with it.
import { IconAlertCircleFilled, IconAlertTriangleFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { NodeText } from "../../components/graph/node-text";
import type { GraphNode } from "../../graph/shape";
import classes from "./editor.module.css";
import { useWorst } from "./use-problems";

/** The content of a card, as the drawing asks for it. */
export function cardText(node: GraphNode) {
  return <CardText node={node} />;
}

function CardText({ node }: { node: GraphNode }) {
  const { t } = useTranslation("editor");
  const worst = useWorst(node.id);
  const Icon = worst === "error" ? IconAlertCircleFilled : IconAlertTriangleFilled;
  return (
    <>
      <NodeText node={{ ...node, subtitle: node.subtitle || t("noHandler") }} />
      {worst !== undefined && (
        <Icon
          size={16}
          className={classes.cardProblem}
          data-severity={worst}
          role="img"
          aria-label={t(`severity.${worst}`)}
        />
      )}
    </>
  );
}
