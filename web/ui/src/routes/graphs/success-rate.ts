/// How often a graph's last runs went well.
import type { RunGlance } from "../../api/graphs";

/** The share of those that succeeded among those that succeeded or failed; undefined if none did. */
export function successRate(runs: readonly RunGlance[]): number | undefined {
  const well = runs.filter(({ state }) => state === "succeeded").length;
  const badly = runs.filter(({ state }) => state === "failed").length;
  return well + badly === 0 ? undefined : well / (well + badly);
}
