/// Names in a sentence: what they say of the direction of writing ends with them.

/** Letters that are written from right to left. */
const TURNING = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Marks that turn what comes after them, up to their end, wherever that is. */
const MARKS = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text as it may stand in a sentence of the page: without such marks, and turned by itself if it is. */
export function isolated(text: string): string {
  const plain = text.replace(MARKS, "");
  return TURNING.test(plain) ? `\u2068${plain}\u2069` : plain;
}
