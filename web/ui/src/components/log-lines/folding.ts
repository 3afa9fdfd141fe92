/// Long lines, folded: a traceback to its end, JSON to one line.

/** Rows of a text up to which it is shown whole. */
const WHOLE = 12;
const SHOWN = 6;

/** What a line shows: folded or whole, and how many rows are hidden. */
export interface Fold {
  text: string;
  hidden: number;
  /** True if it can be folded and unfolded. */
  folds: boolean;
}

/** A text as it is shown. The last rows of a long one count most: there the error is named. */
export function foldOf(text: string, open: boolean): Fold {
  const json = jsonOf(text);
  if (json !== undefined) return { text: open ? json : text, hidden: 0, folds: true };
  const rows = text.split("\n");
  if (rows.length <= WHOLE) return { text, hidden: 0, folds: false };
  if (open) return { text, hidden: 0, folds: true };
  const shown = [rows[0] ?? "", "…", ...rows.slice(-SHOWN)];
  return { text: shown.join("\n"), hidden: rows.length - SHOWN - 1, folds: true };
}

/** The same JSON with a row for each value; undefined for what is no object and no list. */
function jsonOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed) || !/[}\]]$/.test(trimmed)) return undefined;
  try {
    return JSON.stringify(JSON.parse(trimmed), undefined, 2);
  } catch {
    return undefined;
  }
}
