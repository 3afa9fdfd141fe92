/// Folding groups and unfolding them.
import { useCallback, useState } from "react";
import { foldedId } from "../../graph/folding";
import type { GraphStageProps } from "./graph-stage";
import { useAnchor } from "./use-anchor";
import type { Chosen } from "./use-selection";

interface Folding {
  /** Null where the caller does not take part in folding. */
  readonly onFold: ((group: string) => void) | null;
  readonly onUnfold: (group: string) => void;
}

const none: ReadonlySet<string> = new Set();

/** The keyboard follows, from a node of the group to the card that stands for it, and so does the view. */
export function useFolding(
  { folded = none, onFoldedChange, drawing }: GraphStageProps,
  { current, select }: Chosen,
): Folding {
  const [last, setLast] = useState<string | null>(null);
  useAnchor(drawing, last ?? current);
  const onFold = useCallback(
    (group: string) => {
      setLast(foldedId(group));
      onFoldedChange?.(new Set([...folded, group]));
      if (current !== null) select([foldedId(group)], foldedId(group));
    },
    [folded, onFoldedChange, current, select],
  );
  const onUnfold = useCallback(
    (group: string) => {
      setLast(foldedId(group));
      onFoldedChange?.(new Set([...folded].filter((id) => id !== group)));
    },
    [folded, onFoldedChange],
  );
  return { onFold: onFoldedChange ? onFold : null, onUnfold };
}
