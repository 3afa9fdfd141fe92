/// The columns that a list of runs can have.

export const COLUMNS = [
  "state",
  "graph",
  "run",
  "created",
  "duration",
  "labels",
  "error",
  "project",
  "key",
  "deadline",
  "epoch",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Those that one sees before one has chosen. */
export const USUAL: readonly Column[] = ["state", "graph", "run", "created", "duration", "labels", "error"];

const KEPT = "aurora-runs-columns";

/** The columns that were chosen in this browser, in their fixed order. */
export function keptColumns(): readonly Column[] {
  const text = localStorage.getItem(KEPT);
  if (text === null) return USUAL;
  const kept = text.split(",");
  const found = COLUMNS.filter((column) => kept.includes(column));
  return found.length === 0 ? USUAL : found;
}

/** Remember a choice in this browser. */
export function keepColumns(columns: readonly Column[]): void {
  localStorage.setItem(KEPT, columns.join(","));
}
