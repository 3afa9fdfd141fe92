/// Places in a definition as the compiler names them: `nodes.report.needs[1]`, `nodes["any id"].with.url`.
import { isList } from "../json/json";
import { type Draft, nodesOf } from "./draft";

export type Keys = readonly (string | number)[];

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** What is not drawn, or turns what is. */
const UNSEEN = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const STEP = /\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;

/** The keys that lead to a place; those up to what cannot be read. */
export function keysOf(path: string): Keys {
  const keys: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) return keys;
    keys.push(
      match[2] !== undefined
        ? Number(match[2])
        : match[3] !== undefined
          ? String(JSON.parse(match[3]))
          : String(match[1]),
    );
  }
  return keys;
}

/** The place that keys lead to. */
export function pathOf(keys: Keys): string {
  return keys.map(stepOf).join("").replace(/^\./, "");
}

function stepOf(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return PLAIN.test(key) ? `.${key}` : `[${JSON.stringify(key).replace(UNSEEN, escaped)}]`;
}

function escaped(unseen: string): string {
  return `\\u${unseen.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Where a place of a definition is shown: at a field of a node, or of the graph as a whole. */
export interface Spot {
  readonly node?: string;
  readonly field?: string;
  /** The name of the argument, the input or the output. */
  readonly part?: string;
}

/** The spot of a place. A place of a list of nodes names them by their number. */
export function spotOf(draft: Draft, path: string): Spot {
  const [head, second, field, part] = keysOf(path);
  if (head !== "nodes" || second === undefined) {
    return {
      ...(head !== undefined && { field: String(head) }),
      ...(second !== undefined && { part: String(second) }),
    };
  }
  const node = isList(draft.nodes) ? nodesOf(draft)[Number(second)]?.id : String(second);
  return {
    ...(node !== undefined && { node }),
    ...(field !== undefined && { field: String(field) }),
    ...(part !== undefined && { part: String(part) }),
  };
}
