/// The graph as text. Both follow each other; comments and order stay.
import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { Group, SegmentedControl, Text } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { catalogueQuery } from "../../api/definitions";
import { CodeEditor, type LineMark } from "../../components/code-editor/code-editor";
import { completingAt, optionsFor } from "../../editor/completion";
import { keysOf } from "../../editor/place";
import { type Format, keysAt, lineOf } from "../../editor/source";
import classes from "./editor.module.css";
import type { EditorStore } from "./store";
import { useDraft, useEditor, useEditorState, useReason } from "./use-editor";
import { useProblems } from "./use-problems";

/** Milliseconds after the last key until the graph follows the text. */
const TYPING = 250;

export default function CodeView() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const reason = useReason();
  const format = useEditorState((state) => state.format);
  const { text, type } = useText(editor);
  const marks = useMarks(text);
  const reveal = useReveal(text);
  const completions = useCompletions(editor);
  return (
    <div className={classes.code}>
      <Group p="xs" justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={t("code.format")}
          data={[
            { value: "yaml", label: "YAML" },
            { value: "json", label: "JSON" },
          ]}
          value={format}
          onChange={(value) => editor.write(value as Format)}
        />
        <Text size="xs" c="dimmed">
          {t(format === "yaml" ? "code.comments" : "code.noComments")}
        </Text>
      </Group>
      <div className={classes.codeText}>
        <CodeEditor
          label={t("view.code")}
          language={format}
          value={text}
          onChange={type}
          readOnly={reason !== undefined}
          marks={marks}
          reveal={reveal}
          completions={completions}
        />
      </div>
    </div>
  );
}

/** The text as it is typed; the graph follows when the fingers rest, and at the latest when this view is left. */
function useText(editor: EditorStore) {
  const draft = useDraft();
  const broken = useEditorState((state) => state.broken);
  const source = useEditorState((state) => state.source);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is that of all three
  const settled = useMemo(() => editor.text(), [editor, draft, broken, source]);
  const [typed, setTyped] = useState<string | null>(null);
  const waiting = useRef<string | null>(null);
  const take = useCallback(() => {
    if (waiting.current !== null) editor.type(waiting.current);
    waiting.current = null;
    setTyped(null);
  }, [editor]);
  const later = useDebouncedCallback(take, TYPING);
  useEffect(() => take, [take]);
  const type = (text: string) => {
    waiting.current = text;
    setTyped(text);
    later();
  };
  return { text: typed ?? settled, type };
}

function useMarks(text: string): readonly LineMark[] {
  const { all } = useProblems();
  return useMemo(
    () =>
      all.map(({ line, path, message, severity }) => ({
        line: line ?? lineOf(text, keysOf(path)),
        message,
        severity,
      })),
    [all, text],
  );
}

/** The line of the problem that was clicked, or of the node that is chosen elsewhere. */
function useReveal(text: string) {
  const focus = useEditorState((state) => state.focus);
  const { all } = useProblems();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each click, not for each letter
  return useMemo(() => {
    if (focus === null) return undefined;
    const { path, spot } = focus;
    const line = path === "" && spot.node === undefined ? all.find((each) => each.line !== undefined)?.line : undefined;
    return { line: line ?? lineOf(text, path === "" ? ["nodes", spot.node ?? ""] : keysOf(path)) };
  }, [focus]);
}

/** References inside expressions, handlers behind `handler:`, and the keys of a node. */
function useCompletions(editor: EditorStore) {
  const handlers = useQuery(catalogueQuery).data;
  return useCallback(
    ({ state, pos }: CompletionContext): CompletionResult | null => {
      const { from, text } = state.doc.lineAt(pos);
      const place = completingAt(text, pos - from);
      if (place !== undefined) {
        const [head, id] = keysAt(state.doc.toString(), pos);
        const node = head === "nodes" ? String(id) : undefined;
        const options = optionsFor(editor.getState().history.present, node, [], new Map());
        return { from: from + place.from, options: options.map((each) => ({ label: each.text, type: "variable" })) };
      }
      const named = /handler"?:\s*"?([\w.]*)$/.exec(text.slice(0, pos - from));
      if (named === null) return null;
      const options = (handlers ?? []).map(({ name, description }) => ({
        label: name,
        type: "function",
        info: description,
      }));
      return { from: pos - (named[1]?.length ?? 0), options };
    },
    [editor, handlers],
  );
}
