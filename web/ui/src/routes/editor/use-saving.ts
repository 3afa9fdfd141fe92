/// Storing the graph as its next version.
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newest, type StoredGraph, storeDefinition } from "../../api/definitions";
import { Problem } from "../../api/problem";
import { useProblemText } from "../../components/problem/use-problem-text";
import { nameOf } from "../../editor/draft";
import { isChanged, useEditor, useEditorState } from "./use-editor";

export interface Saving {
  readonly save: () => void;
  readonly busy: boolean;
  /** True if there is something to store. */
  readonly worth: boolean;
  /** The version that somebody else stored meanwhile. */
  readonly conflict: StoredGraph | null;
  readonly settle: () => void;
}

export function useSaving(): Saving {
  const editor = useEditor();
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<StoredGraph | null>(null);
  const worth = useEditorState((state) => isChanged(state) && state.broken === null);
  const refused = useRefused(setConflict);
  const finish = useStored();
  const save = async () => {
    if (busy || !isChanged(editor.getState())) return;
    setBusy(true);
    try {
      const { base, history } = editor.getState();
      // Under another name it is another graph, which must not be there yet.
      const isSameGraph = nameOf(base.draft) === nameOf(history.present);
      finish(await storeDefinition(history.present, isSameGraph ? base.version : null));
    } catch (error) {
      await refused(error);
    } finally {
      setBusy(false);
    }
  };
  return { save: () => void save(), busy, worth, conflict, settle: () => setConflict(null) };
}

/** What follows when it is stored: the address is that of the graph, and lists are asked for again. */
function useStored() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return ({ name, version }: { name: string; version: number }) => {
    const isElsewhere = editor.getState().base.version === null || name !== nameOf(editor.getState().base.draft);
    editor.stored(version);
    notifications.show({ color: "teal", message: t("save.done", { name, version }) });
    void queries.invalidateQueries({ queryKey: ["graphs"] });
    void queries.invalidateQueries({ queryKey: ["graph", name] });
    if (isElsewhere) {
      void navigate({ to: "/graphs/$name/edit", params: { name }, search: (search: object) => search, replace: true });
    }
  };
}

/** What follows when it is refused: somebody was quicker, or something is wrong with it. */
function useRefused(onConflict: (theirs: StoredGraph) => void) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const text = useProblemText();
  return async (error: unknown) => {
    const message = error instanceof Error ? text(error) : String(error);
    if (error instanceof Problem && error.status === 412) {
      onConflict(await newest(nameOf(editor.getState().history.present)));
    } else {
      const places = error instanceof Problem ? error.places.map((place) => place.message) : [];
      notifications.show({ color: "red", title: t("save.failed"), message: places[0] ?? message });
    }
  };
}
