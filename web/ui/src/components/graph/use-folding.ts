/// Folding groups and unfolding them.
import { useCallback, useState } from "react";
import { foldedId } from "../../graph/folding";
import type { GraphViewProps } from "./graph-props";
import type { Chosen } from "./use-selection";

interface Folding {
  /** Null where the caller does not take part in folding. */
  readonly onFold: ((group: string) => void) | null;
  readonly onUnfold: (group: string) => void;
  /** The node to keep the eye on: that of the group that was last folded or unfolded, else the current one. */
  readonly anchor: string | null;
}

const none: ReadonlySet<string> = new Set();

/** The keyboard follows: from a node of the group to the card that stands for it. */
export function useFolding({ folded = none, onFoldedChange }: GraphViewProps, { current, select }: Chosen): Folding {
  const [last, setLast] = useState<string | null>(null);
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
  return { onFold: onFoldedChange ? onFold : null, onUnfold, anchor: last ?? current };
}
