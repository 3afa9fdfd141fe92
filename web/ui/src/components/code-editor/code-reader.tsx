/// Code to read: the editor, in which nothing can be typed, as high as its text and at most two thirds of the window.
import { Paper } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Format } from "../../api/graphs";
import { PageLoading } from "../page/page-loading";

// CodeMirror is loaded by the screens that show code, and by no other.
const CodeEditor = lazy(() => import("./code-editor").then(({ CodeEditor }) => ({ default: CodeEditor })));

interface CodeReaderProps {
  text: string;
  format: Format;
  label: string;
}

export function CodeReader({ text, format, label }: CodeReaderProps) {
  return (
    <Suspense fallback={<PageLoading />}>
      <Paper withBorder mah="65vh" style={{ overflow: "hidden" }}>
        <CodeEditor label={label} language={format} value={text} readOnly />
      </Paper>
    </Suspense>
  );
}
