/// Lines that come in twice, or late, put in their places.
import { keyOf, type LogLine } from "../../components/log-lines/line";

/** All lines, each once, the newest first. Lines of one time stay in the order in which they were said. */
export function newestFirst(...parts: (readonly LogLine[])[]): LogLine[] {
  const byKey = new Map(parts.flat().map((line) => [keyOf(line), line]));
  return [...byKey.values()].sort(
    (a, b) => compared(b.at, a.at) || compared(a.run, b.run) || b.index - a.index || b.number - a.number,
  );
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
