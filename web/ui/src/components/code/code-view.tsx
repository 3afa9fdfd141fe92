/// Text of a definition to read: with its syntax in colours, line numbers and the editor's own search.
import { Paper, useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Format } from "../../api/graphs";

interface CodeViewProps {
  text: string;
  format: Format;
  label: string;
}

export function CodeView({ text, format, label }: CodeViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const dark = useComputedColorScheme("light") === "dark";
  useEffect(() => {
    const host = place.current;
    if (host === null) return;
    let left = false;
    let close = () => {};
    // CodeMirror is loaded by the screens that show code, and by no other.
    void import("./read-only").then(({ show }) => {
      if (!left) close = show(host, { text, format, label, dark });
    });
    return () => {
      left = true;
      close();
    };
  }, [text, format, label, dark]);
  return <Paper withBorder ref={place} style={{ overflow: "hidden" }} />;
}
