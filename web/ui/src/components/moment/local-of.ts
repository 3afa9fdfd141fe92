/// Times as the inputs of browsers take them.

/** A moment in local time without its zone, to the second; empty if it is none. */
export function localOf(instant: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return "";
  const shift = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - shift).toISOString().slice(0, 19);
}
