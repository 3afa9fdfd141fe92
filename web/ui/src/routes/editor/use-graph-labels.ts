/// The texts of the drawing.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { GraphLabels } from "../../components/graph/graph-props";

export function useGraphLabels(): GraphLabels {
  const { t } = useTranslation("editor");
  return useMemo(
    () => ({
      view: t("canvas.view"),
      keyboard: t("canvas.keyboard"),
      node: (label) => label,
      states: {},
      find: t("canvas.find"),
      noMatch: t("canvas.noMatch"),
      matches: (count) => t("canvas.matches", { count }),
      fit: t("canvas.fit"),
      zoomIn: t("canvas.zoomIn"),
      zoomOut: t("canvas.zoomOut"),
      minimap: t("canvas.minimap"),
      fold: (group) => t("canvas.fold", { group }),
      unfold: (group) => t("canvas.unfold", { group }),
      nodesInGroup: (count) => t("nodes", { count }),
      layingOut: t("canvas.layingOut"),
    }),
    [t],
  );
}
