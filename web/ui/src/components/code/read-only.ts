/// CodeMirror without writing.
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { foldGutter, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Format } from "../../api/graphs";
import { nonce } from "../../api/place";

interface Shown {
  text: string;
  format: Format;
  label: string;
  dark: boolean;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--mantine-color-aurora-text)" },
  { tag: tags.string, color: "var(--mantine-color-green-text)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--mantine-color-violet-text)" },
  { tag: tags.comment, color: "var(--mantine-color-dimmed)" },
]);

/** Show text in an element; the result takes it away again. */
export function show(parent: HTMLElement, { text, format, label, dark }: Shown): () => void {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorState.readOnly.of(true),
        lineNumbers(),
        highlightSpecialChars(),
        foldGutter(),
        highlightSelectionMatches(),
        keymap.of(searchKeymap),
        syntaxHighlighting(colours),
        format === "json" ? json() : format === "yaml" ? yaml() : [],
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        look(dark),
      ],
    }),
  });
  return () => view.destroy();
}

function look(dark: boolean) {
  return EditorView.theme(
    {
      "&": { maxHeight: "65vh", fontSize: "var(--mantine-font-size-sm)" },
      ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", overflow: "auto" },
      ".cm-gutters": { background: "transparent", color: "var(--mantine-color-dimmed)", border: "none" },
    },
    { dark },
  );
}
