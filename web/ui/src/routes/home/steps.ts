/// What is left to do until something runs. Pure.

export const STEPS = ["worker", "handler", "graph", "run"] as const;
export type Step = (typeof STEPS)[number];

/** The exact command that comes next, for each step. */
export const COMMANDS: Readonly<Record<Step, string>> = {
  worker: "aurora worker",
  handler: "aurora worker -I my_handlers",
  graph: "aurora graphs apply examples/hello.yaml",
  run: "aurora run examples/hello.yaml",
};

export interface Found {
  /** How many workers live. */
  workers: number;
  /** The names of the handlers that are known. */
  handlers: readonly string[];
  graphs: number;
  runs: number;
}

/** Handlers that come with Aurora are none of one's own. */
const BUILT_IN = "aurora.";

/** Which steps are done; all of them once something ran, except that there has to be a worker. */
export function doneSteps({ workers, handlers, graphs, runs }: Found): ReadonlySet<Step> {
  const done: Step[] = [];
  if (workers > 0) done.push("worker");
  if (runs > 0 || handlers.some((name) => !name.startsWith(BUILT_IN))) done.push("handler");
  if (runs > 0 || graphs > 0) done.push("graph");
  if (runs > 0) done.push("run");
  return new Set(done);
}
