/// Where in a value something is wrong: the paths of the API, such as `inputs.tags[0]` or `inputs.prices['rate']`.
import type { Place } from "../../api/problem";

export type Step = string | number;

const STEP = /\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\.?([^.[\]]+)/gu;

/** The steps of a path. */
export function stepsOf(path: string): Step[] {
  return [...path.matchAll(STEP)].map(([, index, single, double, name]) =>
    index !== undefined ? Number(index) : (single ?? double ?? name ?? "").replace(/\\(.)/gu, "$1"),
  );
}

/** What is wrong at each place below `root`, by the place's steps. */
export function byPlace(
  errors: readonly Pick<Place, "path" | "message">[],
  root: readonly Step[],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, message } of errors) {
    const steps = stepsOf(path);
    if (!root.every((step, at) => String(steps[at]) === String(step))) continue;
    const key = keyOf(steps.slice(root.length));
    const before = found.get(key);
    found.set(key, before === undefined ? message : `${before}; ${message}`);
  }
  return found;
}

/** A place as a key. */
export function keyOf(steps: readonly Step[]): string {
  return JSON.stringify(steps.map(String));
}
