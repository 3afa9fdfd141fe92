/// Undo and redo: every state there was, and where we are among them.

export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was about. Changes in a row about the same thing are undone together. */
  readonly topic?: string;
}

/** How many steps can be undone. */
const DEPTH = 200;

/** A history without a past. */
export function startOf<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** One step on. With the `topic` of the step before it (letters typed into one field) both count as one. */
export function advanced<T>(history: History<T>, present: T, topic?: string): History<T> {
  if (present === history.present) return history;
  const joins = topic !== undefined && topic === history.topic;
  const past = joins ? history.past : [...history.past, history.present].slice(-DEPTH);
  return { past, present, future: [], ...(topic !== undefined && { topic }) };
}

/** One step back; the same history at its start. */
export function undone<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future };
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

/** One step forward again; the same history at its end. */
export function redone<T>({ past, present, future }: History<T>): History<T> {
  const [next, ...rest] = future;
  if (next === undefined) return { past, present, future };
  return { past: [...past, present], present: next, future: rest };
}
