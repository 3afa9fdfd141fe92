/// The graph as a file.
import { nameOf } from "../../editor/draft";
import { type Format, written } from "../../editor/source";
import { useEditor } from "./use-editor";

const TYPES: Readonly<Record<Format, string>> = { yaml: "application/yaml", json: "application/json" };

/** Hands the browser a file; in the format of the text with all its comments. */
export function useExporting(): (format: Format) => void {
  const editor = useEditor();
  return (format) => {
    const { history, format: own } = editor.getState();
    const text = format === own ? editor.text() : written(history.present, format);
    const url = URL.createObjectURL(new Blob([text], { type: TYPES[format] }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${nameOf(history.present).replaceAll(/[\\/:*?"<>|]/g, "-") || "graph"}.${format}`;
    link.click();
    URL.revokeObjectURL(url);
  };
}
