/// The editor around a component, and the parts of its state.

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { type Draft, nodesOf } from "../../editor/draft";
import { isSame } from "../../json/json";
import type { EditorStore } from "./store";
import type { EditorState } from "./store-state";

export interface EditorContext {
  readonly editor: EditorStore;
  /** Why nothing can be changed here; undefined if it can. */
  readonly readOnly: string | undefined;
}

export const editorContext = createContext<EditorContext | null>(null);

/** The editor around a component. */
export function useEditor(): EditorStore {
  return useContextOf().editor;
}

/** A part of the state of the editor. */
export function useEditorState<T>(part: (state: EditorState) => T): T {
  return useStore(useEditor(), part);
}

/** The graph as it is now. */
export function useDraft(): Draft {
  return useEditorState(({ history }) => history.present);
}

/** True while nothing can be changed: for who may not, and while the text cannot be read. */
export function useIsReadOnly(): boolean {
  const { readOnly } = useContextOf();
  return useEditorState(({ broken }) => broken !== null) || readOnly !== undefined;
}

/** Why somebody may not change this graph; undefined for who may. */
export function useReason(): string | undefined {
  return useContextOf().readOnly;
}

/** True if there is something that is not stored. */
export function isChanged({ base, history, broken }: EditorState): boolean {
  const isNew = base.version === null && nodesOf(history.present).length > 0;
  return broken !== null || isNew || !isSame(base.draft, history.present);
}

function useContextOf(): EditorContext {
  const context = useContext(editorContext);
  if (context === null) throw new Error("there is no editor here");
  return context;
}
