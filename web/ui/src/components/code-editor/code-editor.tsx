/// Text with line numbers, colours, folding and search: CodeMirror, with our colours and under our content policy.
import { autocompletion, type CompletionSource, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../../api/graphs";
import { nonce } from "../../api/place";
import { colours, look } from "./look";

/** Something that is said about a line. */
export interface LineMark {
  /** From 1. */
  readonly line: number;
  readonly message: string;
  readonly severity: "error" | "warning";
}

interface CodeEditorProps {
  label: string;
  language: Format;
  value: string;
  onChange?: (value: string) => void;
  readOnly?: boolean;
  marks?: readonly LineMark[];
  /** The line to show; another object shows it again. */
  reveal?: { readonly line: number } | undefined;
  /** What can be completed where the cursor stands. */
  completions?: CompletionSource;
}

const NONE: readonly LineMark[] = [];
/** CodeMirror has no grammar of TOML. */
const LANGUAGES = { yaml, json, toml: () => [] };

export function CodeEditor({ label, language, value, onChange, readOnly = false, ...more }: CodeEditorProps) {
  const { marks = NONE, reveal, completions } = more;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changing = useRef(new Compartment());
  const phrases = usePhrases();
  const latest = useRef({ value, onChange, completions, readOnly, marks });
  latest.current = { value, onChange, completions, readOnly, marks };

  useEffect(() => {
    if (place.current === null) return;
    const complete: CompletionSource = (context) => latest.current.completions?.(context) ?? null;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorState.phrases.of(phrases),
          // It can have the focus also when nothing can be typed, so that the keyboard can scroll.
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          LANGUAGES[language](),
          basics(complete),
          changing.current.of(limits(latest.current.readOnly)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && update.state.doc.toString() !== latest.current.value) {
              latest.current.onChange?.(update.state.doc.toString());
            }
          }),
        ],
      }),
    });
    view.current = made;
    mark(made, latest.current.marks);
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [language, label, phrases]);

  useEffect(() => {
    view.current?.dispatch({ effects: changing.current.reconfigure(limits(readOnly)) });
  }, [readOnly]);
  useEffect(() => bring(view.current, value), [value]);
  useEffect(() => mark(view.current, marks), [marks]);
  useEffect(() => {
    if (reveal !== undefined) show(view.current, reveal.line);
  }, [reveal]);
  return <div ref={place} style={{ height: "100%", minHeight: 0, maxHeight: "inherit", overflow: "hidden" }} />;
}

/** Part of a view from its beginning: it is made anew for another language. */
function limits(readOnly: boolean) {
  return [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];
}

function basics(complete: CompletionSource) {
  return [
    lineNumbers(),
    // What is not drawn, or turns what is: a text says what it says.
    highlightSpecialChars(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    autocompletion({ override: [complete] }),
    syntaxHighlighting(colours),
    look,
    EditorState.tabSize.of(2),
    keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, indentWithTab]),
  ];
}

/** Make the text another one by what differs, so that the cursor stays where it is. */
function bring(view: EditorView | null, value: string): void {
  if (view === null) return;
  const now = view.state.doc.toString();
  if (now === value) return;
  const shorter = Math.min(now.length, value.length);
  let from = 0;
  while (from < shorter && now[from] === value[from]) from += 1;
  let tail = 0;
  while (tail < shorter - from && now[now.length - 1 - tail] === value[value.length - 1 - tail]) tail += 1;
  view.dispatch({ changes: { from, to: now.length - tail, insert: value.slice(from, value.length - tail) } });
}

function mark(view: EditorView | null, marks: readonly LineMark[]): void {
  if (view === null) return;
  const { doc } = view.state;
  const diagnostics = marks.map(({ line, message, severity }): Diagnostic => {
    const { from, to, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return { from: from + (text.length - text.trimStart().length), to, message, severity };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

function show(view: EditorView | null, line: number): void {
  if (view === null) return;
  const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.focus();
}

/** CodeMirror's own texts in the language of the page. */
function usePhrases(): Record<string, string> {
  const { t, i18n } = useTranslation("code-editor");
  const language = useRef({ name: "", phrases: {} as Record<string, string> });
  if (language.current.name !== i18n.language) {
    const keys = {
      Find: t("find"),
      Replace: t("replace"),
      next: t("next"),
      previous: t("previous"),
      all: t("all"),
      "match case": t("matchCase"),
      regexp: t("regexp"),
      "by word": t("byWord"),
      replace: t("replaceOne"),
      "replace all": t("replaceAll"),
      close: t("close"),
      Completions: t("completions"),
      Diagnostics: t("diagnostics"),
      "No diagnostics": t("noDiagnostics"),
      "Fold line": t("fold"),
      "Unfold line": t("unfold"),
      "Control character": t("special"),
    };
    language.current = { name: i18n.language, phrases: keys };
  }
  return language.current.phrases;
}
