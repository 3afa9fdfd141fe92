/// How text looks: in the colours of the page, dark and light.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--aurora-code-key)" },
  { tag: [tags.string, tags.content], color: "var(--aurora-code-text)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--aurora-code-value)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--mantine-color-dimmed)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: "var(--mantine-color-dimmed)" },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: "var(--aurora-code-value)" },
]);

export const look = EditorView.theme({
  "&": {
    height: "100%",
    maxHeight: "inherit",
    fontSize: "13px",
    color: "var(--mantine-color-text)",
    backgroundColor: "var(--mantine-color-body)",
    "--aurora-code-key": "light-dark(#0b5a8a, #8ecbf2)",
    "--aurora-code-text": "light-dark(#1d6b2f, #9fd8a8)",
    "--aurora-code-value": "light-dark(#8a3b00, #f2b98e)",
  },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "1.55" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": { caretColor: "var(--mantine-color-text)" },
  "&.cm-focused .cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
  ".cm-gutters": {
    color: "var(--mantine-color-dimmed)",
    backgroundColor: "var(--mantine-color-body)",
    borderRight: "1px solid var(--mantine-color-default-border)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--mantine-color-default-hover)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "light-dark(#cfe8ea, #24565a)",
  },
  ".cm-selectionMatch": { backgroundColor: "light-dark(#e5f3d9, #3a4b2c)" },
  ".cm-panels, .cm-tooltip": {
    color: "var(--mantine-color-text)",
    backgroundColor: "var(--mantine-color-body)",
    borderColor: "var(--mantine-color-default-border)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: "var(--mantine-primary-color-contrast)",
    backgroundColor: "var(--mantine-primary-color-filled)",
  },
  ".cm-textfield, .cm-button": {
    color: "var(--mantine-color-text)",
    background: "var(--mantine-color-default)",
    border: "1px solid var(--mantine-color-default-border)",
  },
});
