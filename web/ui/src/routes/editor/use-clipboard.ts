/// Copy, cut and paste of nodes by the browser's own clipboard events, so that no permission is asked for.
import { type RefObject, useEffect } from "react";
import type { GraphHandle } from "../../components/graph/graph-props";
import { clip } from "../../editor/clipping";
import { pastePlaces } from "../../graph/arranging";
import { USUAL_CARD } from "../../graph/shape";
import type { EditorStore } from "./store";
import { useEditor, useIsReadOnly } from "./use-editor";

/** How far from the original a duplicate is put. */
const ASIDE = { x: 32, y: 32 };

/** What the clipboard does while the drawing is on the screen and no input has the focus. */
export function useClipboard(view: RefObject<GraphHandle | null>): void {
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const { selection, history } = editor.getState();
      if (isTyping(event) || selection.size === 0 || String(getSelection()) !== "") return;
      event.clipboardData?.setData("text/plain", clip(history.present, selection));
      event.preventDefault();
      if (event.type === "cut" && !readOnly) editor.remove([...selection]);
    };
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event) || readOnly) return;
      const ids = editor.paste(event.clipboardData?.getData("text/plain") ?? "");
      if (ids.size > 0) event.preventDefault();
      putAside(editor, ids, view.current?.positions() ?? new Map());
    };
    const events = { copy, cut: copy, paste } as const;
    for (const [name, act] of Object.entries(events)) document.addEventListener(name as "copy", act);
    return () => {
      for (const [name, act] of Object.entries(events)) document.removeEventListener(name as "copy", act);
    };
  }, [editor, readOnly, view]);
}

/** The selected nodes once more, beside themselves. */
export function duplicate(editor: EditorStore): void {
  const { selection, history } = editor.getState();
  const places = editor.places();
  putAside(editor, editor.paste(clip(history.present, selection)), places);
}

/** Pasted nodes stand beside those that they were copied from, where these are on the same drawing. */
function putAside(
  editor: EditorStore,
  ids: ReadonlyMap<string, string>,
  places: ReturnType<EditorStore["places"]>,
): void {
  const boxes = [...ids].flatMap(([from, to]) => {
    const at = places.get(from);
    return at === undefined ? [] : [[to, { ...at, ...USUAL_CARD }] as const];
  });
  if (boxes.length === 0) return;
  const all = boxes.map(([, box]) => box);
  const middle = {
    x: (Math.min(...all.map(({ x }) => x)) + Math.max(...all.map(({ x, width }) => x + width))) / 2,
    y: (Math.min(...all.map(({ y }) => y)) + Math.max(...all.map(({ y, height }) => y + height))) / 2,
  };
  editor.place(pastePlaces(new Map(boxes), { x: middle.x + ASIDE.x, y: middle.y + ASIDE.y }));
}

function isTyping({ target }: Event): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
