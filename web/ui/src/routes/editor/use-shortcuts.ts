/// The keys of the editor, wherever the focus is; those of text stay with text.
import { useHotkeys } from "@mantine/hooks";
import { nodesOf } from "../../editor/draft";
import { askDesk } from "./desk-events";
import type { View } from "./search";
import { duplicate } from "./use-clipboard";
import { useEditor, useIsReadOnly } from "./use-editor";
import { useKeyList } from "./use-key-list";

export function useShortcuts(view: View): void {
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  useKeyList();
  const changing = (act: () => void) => () => {
    if (!readOnly) act();
  };
  const onDrawing = (act: () => void) => () => {
    if (view === "graph") act();
  };
  useHotkeys(
    [
      ["mod+S", changing(() => askDesk("save"))],
      ["mod+Enter", () => askDesk("run")],
    ],
    [],
    true,
  );
  useHotkeys([
    ["mod+Z", changing(editor.undo)],
    ["mod+shift+Z", changing(editor.redo)],
    ["mod+Y", changing(editor.redo)],
    ["mod+D", onDrawing(changing(() => duplicate(editor)))],
    ["mod+A", onDrawing(() => editor.select(nodesOf(editor.getState().history.present).map(({ id }) => id)))],
  ]);
}
