/// A search within the lines that are there, from hit to hit.
import { useMemo, useState } from "react";
import { plainOf } from "./ansi";
import { keyOf, type LogLine } from "./line";
import { contains } from "./marks";

export interface LogSearch {
  text: string;
  setText: (text: string) => void;
  /** Lines with a hit. */
  count: number;
  /** Which of them is shown, from 1; 0 for none. */
  place: number;
  /** The key of the line of the hit, for `LogLines.target`. */
  target: string | undefined;
  /** To the next hit, or with -1 to the one before; from the last to the first. */
  move: (by: 1 | -1) => void;
}

/** A search that begins with nothing. */
export function useLogSearch(lines: readonly LogLine[]): LogSearch {
  const [text, setText] = useState("");
  const [target, setTarget] = useState<string>();
  const hits = useMemo(
    () => (text === "" ? [] : lines.filter((line) => contains(plainOf(line.text), text)).map(keyOf)),
    [lines, text],
  );
  const at = target === undefined ? -1 : hits.indexOf(target);
  return {
    text,
    setText: (next) => {
      setText(next);
      setTarget(undefined);
    },
    count: hits.length,
    place: at + 1,
    target: at < 0 ? undefined : target,
    move: (by) => {
      const next = at < 0 && by < 0 ? hits.length - 1 : (at + by + hits.length) % hits.length;
      setTarget(hits[next]);
    },
  };
}
