/// Keys for as long as a component is shown.
import { useEffect, useRef } from "react";
import { isForPage, Presses, type Shortcut, useKeyMap } from "./keys";

/** Let keys do something while the component is shown. `shortcuts` should stay the same from one look to the next. */
export function useKeys(shortcuts: readonly Shortcut[]): void {
  const owner = useRef(Symbol("keys"));
  const { add, remove } = useKeyMap.getState();
  useEffect(() => {
    const me = owner.current;
    add(me, shortcuts);
    return () => remove(me);
  }, [shortcuts, add, remove]);
}

/** Listen to the keyboard, once for the whole page. */
export function useKeyboard(): void {
  useEffect(() => {
    const presses = new Presses();
    const onKey = (event: KeyboardEvent) => {
      if (!isForPage(event)) return;
      const found = presses.press(event.key, event.timeStamp, [...useKeyMap.getState().groups.values()].flat());
      if (found === undefined) return;
      event.preventDefault();
      found.act?.();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
