/// What a key of anywhere on the desk asks of the toolbar.
import { useEffect } from "react";

export type DeskAction = "save" | "run";

const NAME = "aurora-desk";
const desk = new EventTarget();

/** Ask for something. */
export function askDesk(action: DeskAction): void {
  desk.dispatchEvent(new CustomEvent(NAME, { detail: action }));
}

/** Do what is asked for. */
export function useDeskEvents(actions: Readonly<Record<DeskAction, () => void>>): void {
  useEffect(() => {
    const act = (event: Event) => {
      if (event instanceof CustomEvent) actions[event.detail as DeskAction]();
    };
    desk.addEventListener(NAME, act);
    return () => desk.removeEventListener(NAME, act);
  });
}
