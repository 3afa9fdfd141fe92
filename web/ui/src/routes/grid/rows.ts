/// A grid turned to its rows: each node with how it did in each run. Pure.
import type { Grid } from "../../api/graphs";
import type { NodeState } from "../../api/runs";
import type { RowOrder } from "./search";

export interface Cell {
  state: NodeState;
  attempts: number;
  milliseconds: number | null;
}

export interface Row {
  node: string;
  /** By column; undefined where the run has no such node. */
  cells: (Cell | undefined)[];
  /** How many runs it failed in. */
  failures: number;
  /** The middle of how long it took; null if it never ran. */
  median: number | null;
  /** What it took at most in 19 of 20 runs; null if it never ran. */
  p95: number | null;
}

/** The rows of a grid, in the order of the plan. */
export function rowsOf({ rows, columns, legend }: Grid): Row[] {
  return rows.map((node, at) => {
    const cells = columns.map(({ states, attempts, milliseconds }): Cell | undefined => {
      const state = legend[states[at] ?? -1];
      return state && { state, attempts: attempts[at] ?? 0, milliseconds: milliseconds[at] ?? null };
    });
    const lengths = cells.flatMap((cell) => cell?.milliseconds ?? []).sort((one, two) => one - two);
    return {
      node,
      cells,
      failures: cells.filter((cell) => cell?.state === "failed").length,
      median: quantile(lengths, 0.5),
      p95: quantile(lengths, 0.95),
    };
  });
}

/** Those rows that are searched for, in an order. */
export function arranged(rows: readonly Row[], q: string, order: RowOrder): Row[] {
  const lower = q.toLowerCase();
  const found = rows.filter(({ node }) => node.toLowerCase().includes(lower));
  if (order === "failures") return found.sort((one, two) => two.failures - one.failures);
  if (order === "slow") return found.sort((one, two) => (two.median ?? -1) - (one.median ?? -1));
  return found;
}

/** How warm a length of time is among those of a grid, from 0 to 4, on a scale of magnitudes. */
export function warmth(milliseconds: number, longest: number): number {
  if (longest <= 1) return 0;
  const share = Math.log1p(Math.max(0, milliseconds)) / Math.log1p(longest);
  return Math.min(4, Math.floor(share * 5));
}

/** The longest that any node took. */
export function longestOf(rows: readonly Row[]): number {
  let longest = 0;
  for (const { cells } of rows) for (const cell of cells) longest = Math.max(longest, cell?.milliseconds ?? 0);
  return longest;
}

/** The value below which a share of sorted values lies. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.floor(sorted.length * share)] ?? null;
}
