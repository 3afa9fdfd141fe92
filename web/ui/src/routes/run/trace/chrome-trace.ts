/// A trace in the format that Chrome's and Perfetto's viewers open. Pure.
import type { RunTrace } from "../../../api/run-view";

/** A complete event ("X"); times are microseconds. */
interface ChromeEvent {
  name: string;
  cat: "queue" | "run";
  ph: "X";
  ts: number;
  dur: number;
  pid: 1;
  tid: number;
  args: Record<string, string | number | boolean | null>;
}

const MICRO = 1000;

/** Each node is a thread; each try has a part in which it queued, and one in which it ran. */
export function chromeTraceOf(trace: RunTrace): { traceEvents: ChromeEvent[] } {
  const origin = Date.parse(trace.created);
  const traceEvents = trace.nodes.flatMap(({ id, index, critical, tries }) =>
    tries.flatMap(({ ready, claimed, finished, number, epoch, state, worker }) => {
      const part = (cat: ChromeEvent["cat"], from: string | null, to: string | null): ChromeEvent[] => {
        if (from === null || to === null) return [];
        const ts = (Date.parse(from) - origin) * MICRO;
        const dur = (Date.parse(to) - Date.parse(from)) * MICRO;
        const args = { attempt: number, epoch, state, worker, critical };
        return [{ name: cat === "run" ? id : `${id} (queue)`, cat, ph: "X", ts, dur, pid: 1, tid: index, args }];
      };
      return [...part("queue", ready, claimed), ...part("run", claimed, finished)];
    }),
  );
  return { traceEvents };
}
