/// A name and a value in one text, as people write labels and inputs and as addresses hold them: `name=value`. A name
/// that holds `=` itself is written as a JSON string: `"a=b"=value`.

type Pair = [name: string, value: string];

const QUOTED = /^("(?:[^"\\]|\\.)*")=(.*)$/su;

/** The name, up to the first `=`, and the value, which may hold more of them; undefined if there is no name. */
export function readPair(text: string): Pair | undefined {
  const [name, value] = quotedPair(text) ?? plainPair(text);
  return name === "" ? undefined : [name, value];
}

/** Whether there is a name. */
export function isPair(text: string): boolean {
  return readPair(text) !== undefined;
}

/** Those that have a name, the later ones in place of earlier ones of the same. */
export function readPairs(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.map(readPair).filter((pair) => pair !== undefined));
}

export function writePair(name: string, value: string): string {
  const plain = `${name}=${value}`;
  return readPair(plain)?.[0] === name ? plain : `${JSON.stringify(name)}=${value}`;
}

function plainPair(text: string): Pair {
  const at = text.indexOf("=");
  return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
}

/** Undefined for a text that only begins with a quotation mark. */
function quotedPair(text: string): Pair | undefined {
  const [, name, value] = QUOTED.exec(text) ?? [];
  if (name === undefined || value === undefined) return undefined;
  try {
    return [String(JSON.parse(name)), value];
  } catch {
    return undefined;
  }
}
