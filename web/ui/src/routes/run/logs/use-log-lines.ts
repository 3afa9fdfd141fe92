/// The lines of a run: what has been said, page by page, then what is being said.
import { useEffect, useRef, useState } from "react";
import { followAddress, type LogFilter, type LogItem, logPage } from "../../../api/run-logs";
import { Batch } from "../../../live/batch";

/** Lines that are held at most; there is a download for more. */
const MOST = 50_000;

export interface LogLines {
  lines: readonly LogItem[];
  loading: boolean;
  error: Error | null;
  /** There are more lines than are held. */
  cut: boolean;
}

const NOTHING: LogLines = { lines: [], loading: true, error: null, cut: false };

/** Follows while `going`. `filter` should stay the same object as long as it asks for the same. */
export function useLogLines(run: string, filter: LogFilter, going: boolean): LogLines {
  const [held, setHeld] = useState<LogLines>(NOTHING);
  const follows = useRef(going);
  follows.current = going;
  useEffect(() => {
    const stop = new AbortController();
    const known = new Set<string>();
    const add = (items: readonly LogItem[], rest: Partial<LogLines> = {}) => {
      const fresh = items.filter(({ id }) => !known.has(id));
      for (const { id } of fresh) known.add(id);
      setHeld((before) => ({
        ...before,
        lines: [...before.lines, ...fresh].slice(0, MOST),
        cut: before.cut || before.lines.length + fresh.length > MOST,
        ...rest,
      }));
    };
    const read = async () => {
      let cursor: string | null = null;
      do {
        const page = await logPage(run, filter, cursor, stop.signal);
        cursor = page.cursor;
        add(page.items, { loading: cursor !== null });
        if (cursor === null && follows.current) listen(followAddress(run, filter, page.follow), add, stop.signal);
      } while (cursor !== null && known.size < MOST);
    };
    setHeld(NOTHING);
    read().catch((error: Error) => {
      if (!stop.signal.aborted) setHeld((before) => ({ ...before, loading: false, error }));
    });
    return () => stop.abort();
  }, [run, filter]);
  return held;
}

function listen(address: string, add: (items: readonly LogItem[]) => void, signal: AbortSignal): void {
  const stream = new EventSource(address);
  const batch = new Batch<LogItem>((items) => {
    if (!signal.aborted) add(items);
  });
  stream.addEventListener("line", ({ data }: MessageEvent<string>) => batch.add(JSON.parse(data) as LogItem));
  stream.addEventListener("end", () => stream.close());
  signal.addEventListener("abort", () => stream.close());
}
