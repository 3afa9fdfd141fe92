/// The focus goes along to another screen: what had it is gone, and keys and screen readers would begin at the top.
import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** Keep the focus on the content, with this id, of the screen that is looked at, unless something in it has it. */
export function useFocusOnScreen(id: string): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    const moved = before.current !== undefined && before.current !== path;
    before.current = path;
    const content = document.getElementById(id);
    if (moved && !content?.contains(document.activeElement)) content?.focus({ preventScroll: true });
  }, [id, path]);
}
