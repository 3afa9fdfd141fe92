/// The texts of a drawing.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { NODE_STATES } from "../state/node-states-order";
import type { GraphLabels } from "./graph-props";

/** The same object as long as the language stays. `view` names the drawing, `keyboard` says what keys do there. */
export function useGraphLabels(view: string, keyboard: string): GraphLabels {
  const { t } = useTranslation(["graph-view", "states"]);
  return useMemo(
    () => ({
      view,
      keyboard,
      node: (node, state) => (state === null ? node : t("graph-view:node", { node, state })),
      states: Object.fromEntries(NODE_STATES.map((state) => [state, t(`states:${state}`)])),
      find: t("graph-view:find"),
      noMatch: t("graph-view:noMatch"),
      matches: (count) => t("graph-view:matches", { count }),
      fit: t("graph-view:fit"),
      zoomIn: t("graph-view:zoomIn"),
      zoomOut: t("graph-view:zoomOut"),
      minimap: t("graph-view:minimap"),
      fold: (group) => t("graph-view:fold", { group }),
      unfold: (group) => t("graph-view:unfold", { group }),
      nodesInGroup: (count) => t("graph-view:nodes", { count }),
      layingOut: t("graph-view:layingOut"),
    }),
    [t, view, keyboard],
  );
}
