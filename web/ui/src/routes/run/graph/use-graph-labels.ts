/// The texts of the drawing.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { GraphLabels } from "../../../components/graph/graph-props";
import { NODE_STATES } from "../../../components/state/node-states-order";

/** The same object as long as the language stays. */
export function useGraphLabels(): GraphLabels {
  const { t } = useTranslation(["run", "states"]);
  return useMemo(
    () => ({
      view: t("graphView"),
      keyboard: t("graphKeyboard"),
      node: (node, state) => (state === null ? node : t("graphNode", { node, state })),
      states: Object.fromEntries(NODE_STATES.map((state) => [state, t(`states:${state}`)])),
      find: t("graphFind"),
      noMatch: t("graphNoMatch"),
      matches: (count) => t("graphMatches", { count }),
      fit: t("graphFit"),
      zoomIn: t("graphZoomIn"),
      zoomOut: t("graphZoomOut"),
      minimap: t("graphMinimap"),
      fold: (group) => t("graphFold", { group }),
      unfold: (group) => t("graphUnfold", { group }),
      nodesInGroup: (count) => t("graphNodes", { count }),
      layingOut: t("graphLayingOut"),
    }),
    [t],
  );
}
