/// The graph as a drawing that can be changed.
import { type RefObject, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { GraphEditing, GraphHandle } from "../../components/graph/graph-props";
import { GraphView } from "../../components/graph/graph-view";
import { useGraphLabels } from "../../components/graph/use-graph-labels";
import { foldedId } from "../../graph/folding";
import type { Point } from "../../graph/shape";
import { ArrangeBar } from "./arrange-bar";
import { cardText } from "./card-text";
import { HANDLER_DRAGGED } from "./dragged";
import classes from "./editor.module.css";
import { EmptyCanvas } from "./empty-canvas";
import type { EditorStore } from "./store";
import { useClipboard } from "./use-clipboard";
import { useEditor, useEditorState, useIsReadOnly } from "./use-editor";
import { useShape } from "./use-shape";

export function Canvas() {
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const { t } = useTranslation("editor");
  const labels = useGraphLabels(t("canvas.view"), t("canvas.keyboard"));
  const shape = useShape();
  const view = useRef<GraphHandle>(null);
  const selection = useEditorState((state) => state.selection);
  const folded = useEditorState((state) => state.folded);
  const positions = useEditorState(({ arrangement }) => arrangement.positions);
  const criticalPath = useEditorState((state) => state.criticalPath);
  const editing = useMemo(() => editingOf(editor), [editor]);
  const isEmpty = shape.nodes.length === 0;
  useClipboard(view);
  useFollowing(view);
  return (
    <div className={classes.canvas}>
      <GraphView
        // The first node is a new beginning: the view fits itself to it.
        key={isEmpty ? "empty" : "drawn"}
        ref={view}
        shape={shape}
        labels={labels}
        keepPlaces
        positions={positions}
        selection={selection}
        onSelectionChange={editor.select}
        onOpen={(id) => editor.lookAt({ node: id }, "")}
        folded={folded}
        onFoldedChange={editor.fold}
        criticalPath={criticalPath}
        renderNode={cardText}
        {...(!readOnly && { editing })}
      />
      {isEmpty ? <EmptyCanvas /> : <ArrangeBar view={view} />}
    </div>
  );
}

function editingOf(editor: EditorStore): GraphEditing {
  return {
    onConnect: editor.connect,
    onConnectToNothing: (source: string, at: Point) => editor.await({ source, at }),
    onMove: editor.place,
    onDelete: ({ nodes, edges }) => {
      const { groups } = editor.getState().arrangement;
      const members = [...groups].flatMap(([id, cluster]) => (nodes.includes(foldedId(id)) ? cluster.members : []));
      editor.remove([...nodes, ...members], edges);
    },
    onDrop: (data: DataTransfer, at: Point) => {
      const handler = data.getData(HANDLER_DRAGGED);
      if (handler !== "") editor.add(handler, { at });
    },
  };
}

/** Bring into view what a problem or a search names; let the editor know where things are. */
function useFollowing(view: RefObject<GraphHandle | null>): void {
  const editor = useEditor();
  const focus = useEditorState((state) => state.focus);
  useEffect(() => {
    editor.placesFrom(() => view.current?.positions() ?? new Map());
    return () => editor.placesFrom(null);
  }, [editor, view]);
  useEffect(() => {
    const node = focus?.spot.node;
    if (node === undefined) return;
    // A node that is new has its place with the next frame.
    const frame = requestAnimationFrame(() => view.current?.centreOn(node));
    return () => cancelAnimationFrame(frame);
  }, [focus, view]);
}
