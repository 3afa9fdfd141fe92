/// A search within the lines that are there, from hit to hit.
import { useMemo } from "react";
import { plainOf } from "./ansi";
import { keyOf, type LogLine } from "./line";
import { contains } from "./marks";

/** What is searched for, and the key of the line that is shown. */
export interface Sought {
  text: string;
  target: string | undefined;
}

/** A search that begins with nothing. */
export const NOTHING_SOUGHT: Sought = { text: "", target: undefined };

export interface LogSearch {
  text: string;
  setText: (text: string) => void;
  /** Lines with a hit. */
  count: number;
  /** Which of them is shown, from 1; 0 for none. */
  place: number;
  /** To the next hit, or with -1 to the one before; from the last to the first. */
  move: (by: 1 | -1) => void;
}

/** The search as it stands; who shows it keeps what is sought, in an address for instance. */
export function useLogSearch(
  lines: readonly LogLine[],
  { text, target }: Sought,
  onSeek: (sought: Sought) => void,
): LogSearch {
  const hits = useMemo(
    () => (text === "" ? [] : lines.filter((line) => contains(plainOf(line.text), text)).map(keyOf)),
    [lines, text],
  );
  const at = target === undefined ? -1 : hits.indexOf(target);
  return {
    text,
    setText: (next) => onSeek({ text: next, target: undefined }),
    count: hits.length,
    place: at + 1,
    move: (by) => {
      const next = at < 0 && by < 0 ? hits.length - 1 : (at + by + hits.length) % hits.length;
      onSeek({ text, target: hits[next] });
    },
  };
}
