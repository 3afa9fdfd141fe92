/// What the texts of a value refer to: nodes and inputs by name, and how such a reference is written.
import { isList, isObject, type Json } from "../json/json";
import { expressions, isTemplate, type Token, tokens, whole } from "./template";

export type Root = "nodes" | "inputs";

interface Reference {
  readonly root: Root | "secrets";
  readonly name: string;
  /** Where the step that names it (`.fetch`, `["any id"]`) stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Names that a value refers to, as first named. */
export interface References {
  readonly nodes: readonly string[];
  readonly inputs: readonly string[];
}

const ROOTS: readonly string[] = ["nodes", "inputs", "secrets"];
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED = new Set(["true", "false", "null", "in"]);
const remembered = new WeakMap<object, References>();
const NONE: References = { nodes: [], inputs: [] };

/** What a value refers to; remembered for mappings and lists, which never change. */
export function references(value: Json | undefined): References {
  if (typeof value !== "object" || value === null) return collected(value);
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const found = collected(value);
  remembered.set(value, found);
  return found;
}

/** A value in which every reference to one name is a reference to another. */
export function renamed(value: Json, root: Root, from: string, to: string): Json {
  if (typeof value === "string") return renamedInText(value, root, from, to);
  if (!references(value)[root].includes(from)) return value;
  if (isList(value)) return value.map((each) => renamed(each, root, from, to));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each, root, from, to)]));
}

/** A reference as it is written: `nodes.fetch`, `nodes["any id"].rows[0]`. */
export function path(root: Root, name: string, ...steps: readonly (string | number)[]): string {
  return root + [name, ...steps].map(written).join("");
}

/** A whole value that is the one of a node or an input. */
export function reference(root: Root, name: string, ...steps: readonly (string | number)[]): string {
  return whole(path(root, name, ...steps));
}

function written(step: string | number): string {
  if (typeof step === "number") return `[${step}]`;
  return IDENTIFIER.test(step) && !RESERVED.has(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

function collected(value: Json | undefined): References {
  const nodes = new Set<string>();
  const inputs = new Set<string>();
  collect(value, (root, name) => {
    if (root === "nodes") nodes.add(name);
    if (root === "inputs") inputs.add(name);
  });
  return nodes.size + inputs.size === 0 ? NONE : { nodes: [...nodes], inputs: [...inputs] };
}

function collect(value: Json | undefined, note: (root: Reference["root"], name: string) => void): void {
  if (typeof value === "string") {
    for (const { root, name } of inText(value)) note(root, name);
  } else if (isList(value)) {
    for (const each of value) collect(each, note);
  } else if (isObject(value)) {
    for (const each of Object.values(value)) collect(each, note);
  }
}

function inText(text: string): Reference[] {
  if (!isTemplate(text)) return [];
  return expressions(text).flatMap(({ start, text: inside }) =>
    inExpression(inside).map((found) => ({ ...found, start: found.start + start, end: found.end + start })),
  );
}

/** The references of CEL text. A name after a dot is a field of something else. */
export function inExpression(expression: string): Reference[] {
  const all = [...tokens(expression)];
  return all.flatMap((token, at) => {
    const isRoot = token.kind === "name" && ROOTS.includes(token.text) && all[at - 1]?.text !== ".";
    const step = isRoot ? namedBy(all.slice(at + 1, at + 4)) : undefined;
    return step === undefined ? [] : [{ root: token.text as Reference["root"], ...step }];
  });
}

function namedBy([sign, name, end]: Token[]): Omit<Reference, "root"> | undefined {
  if (sign === undefined || name === undefined) return undefined;
  if (sign.text === "." && name.kind === "name") {
    return { name: name.text, start: sign.start, end: name.start + name.text.length };
  }
  if (sign.text !== "[" || name.kind !== "text" || end?.text !== "]") return undefined;
  const text = unquoted(name.text);
  return text === undefined ? undefined : { name: text, start: sign.start, end: end.start + 1 };
}

function unquoted(literal: string): string | undefined {
  const inside = /^'(.*)'$/.exec(literal)?.[1]?.replace(/\\'/g, "'").replace(/"/g, '\\"');
  try {
    return String(JSON.parse(inside === undefined ? literal : `"${inside}"`));
  } catch {
    return undefined;
  }
}

function renamedInText(text: string, root: Root, from: string, to: string): string {
  let result = "";
  let done = 0;
  for (const found of inText(text)) {
    if (found.root !== root || found.name !== from) continue;
    result += text.slice(done, found.start) + written(to);
    done = found.end;
  }
  return result + text.slice(done);
}
