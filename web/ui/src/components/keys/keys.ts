/// The keyboard map: what keys do on the screen that is shown, for whoever presses them and for the help that lists them.
import { create } from "zustand";

/** One line of the map: keys that are pressed one after the other, what they do, and how the help calls that. */
export interface Shortcut {
  keys: readonly string[];
  label: string;
  /** Not given for keys that are heard elsewhere, and only listed here. */
  act?: () => void;
}

interface KeyMap {
  /** By who added them, the last last. */
  groups: ReadonlyMap<symbol, readonly Shortcut[]>;
  add: (owner: symbol, shortcuts: readonly Shortcut[]) => void;
  remove: (owner: symbol) => void;
}

export const useKeyMap = create<KeyMap>()((set) => ({
  groups: new Map(),
  add: (owner, shortcuts) => set(({ groups }) => ({ groups: new Map(groups).set(owner, shortcuts) })),
  remove: (owner) => set(({ groups }) => ({ groups: new Map([...groups].filter(([each]) => each !== owner)) })),
}));

const IS_MAC = navigator.platform.startsWith("Mac");
/** The keys that are held with others, as they are called on this machine. */
export const MOD = IS_MAC ? "⌘" : "Ctrl";
export const SHIFT = IS_MAC ? "⇧" : "Shift";

/** Milliseconds that the second key of two may be late. */
const PATIENCE = 1200;
const TYPING = "input, textarea, select, [contenteditable], .cm-editor";

/** Finds out which shortcut was pressed. */
export class Presses {
  private pressed: string[] = [];
  private at = 0;

  /** The shortcut that a key completes, if it does; the last added counts. */
  press(key: string, now: number, shortcuts: readonly Shortcut[]): Shortcut | undefined {
    this.pressed = now - this.at > PATIENCE ? [key] : [...this.pressed, key];
    this.at = now;
    const found = shortcuts.findLast(
      ({ keys, act }) => act !== undefined && keys.join(" ") === this.pressed.slice(-keys.length).join(" "),
    );
    if (found) this.pressed = [];
    return found;
  }
}

/** True if a key is meant for the page, not for a field or a dialog or the browser. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return false;
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest(`${TYPING}, [role="dialog"], [role="menu"], [role="listbox"]`) == null;
}
