/// What the parts of a view share, made anew only when one of it changes, for then every card renders again.
import { useMemo } from "react";
import type { GraphStageProps } from "./graph-stage";
import type { Stage } from "./stage-context";

interface Parts extends Pick<Stage, "emphasis" | "selection" | "current" | "refused" | "onUnfold"> {
  readonly props: GraphStageProps;
}

export function useStageValue({ props, emphasis, selection, current, refused, onUnfold }: Parts): Stage {
  const { labels, states, editing, renderNode, foldedShape } = props;
  const { direction } = props.drawing;
  return useMemo(
    () => ({
      labels,
      emphasis,
      selection,
      current,
      refused,
      foldedGroups: foldedShape.groups,
      direction,
      showStates: states !== undefined,
      editable: editing !== undefined,
      renderNode: renderNode ?? null,
      onUnfold,
    }),
    [labels, direction, emphasis, selection, current, refused, foldedShape, states, editing, renderNode, onUnfold],
  );
}
