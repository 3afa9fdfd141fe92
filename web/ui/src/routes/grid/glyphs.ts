/// The sign of each state of a node where there is no room for an icon.
import type { NodeState } from "../../api/runs";

export const glyphs: Readonly<Record<NodeState, string>> = {
  pending: "·",
  running: "▸",
  waiting: "‖",
  retrying: "↻",
  succeeded: "✓",
  failed: "✕",
  skipped: "»",
  cancelled: "–",
};
