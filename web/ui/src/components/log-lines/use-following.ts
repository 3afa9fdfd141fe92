/// Keeps the newest line in view until somebody scrolls away from it, and again once they are back.
import { type RefObject, useCallback, useRef } from "react";

/** Pixels from the edge within which one is still there. */
const NEAR = 24;

export type Edge = "start" | "end";

interface Following {
  following: boolean;
  edge: Edge;
  onChange: ((following: boolean) => void) | undefined;
}

/** What to call when the list was scrolled. Only a move away from the edge ends the following, not rows that grow. */
export function useFollowing(
  list: RefObject<HTMLElement | null>,
  { following, edge, onChange }: Following,
): () => void {
  const last = useRef(0);
  return useCallback(() => {
    const element = list.current;
    if (element === null) return;
    const top = element.scrollTop;
    const away = edge === "end" ? top < last.current : top > last.current;
    last.current = top;
    const distance = edge === "end" ? element.scrollHeight - top - element.clientHeight : top;
    if (following && away && distance > NEAR) onChange?.(false);
    if (!following && distance <= NEAR) onChange?.(true);
  }, [list, following, edge, onChange]);
}
