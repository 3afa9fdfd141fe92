import { expect, test } from "vitest";
import type { LogLine } from "../../components/log-lines/line";
import { newestFirst } from "./merge";

function line(number: number, at: string, run = "r"): LogLine {
  const where = { graph: "g", node: "n", index: 0, epoch: 1, attempt: 1, logger: "l", handler: "h", worker: "w" };
  return { ...where, id: `1.0.1.${number}`, run, number, at, level: "INFO", text: "t", trace_id: null };
}

test("a line that comes twice is there once, and a late one in its place", () => {
  const [a, b, c] = [line(1, "2026-01-01T00:00:01Z"), line(2, "2026-01-01T00:00:02Z"), line(3, "2026-01-01T00:00:03Z")];
  expect(newestFirst([c, b], [c, a])).toEqual([c, b, a]);
});

test("of one time, what was said later is newer, and runs do not mix up", () => {
  const at = "2026-01-01T00:00:01Z";
  const shown = newestFirst([line(1, at, "a"), line(1, at, "b"), line(2, at, "a")]);
  expect(shown.map(({ run, number }) => `${run}${number}`)).toEqual(["a2", "a1", "b1"]);
});
