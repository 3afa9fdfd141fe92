/// What can be written where the cursor stands inside an expression.
import { isObject, type Json } from "../json/json";
import { type Draft, handlerOf, inputsOf, needsOf, nodeOf, nodesOf, readsOf } from "./draft";
import { path } from "./references";

/** A reference that can be written, and what it is one to. */
export interface Option {
  readonly text: string;
  readonly kind: "input" | "node" | "secret";
}

/** The part of a text that a completion replaces, and what it looks for. */
export interface Completing {
  readonly from: number;
  readonly to: number;
  readonly typed: string;
}

/** Where a completion would go; undefined outside of expressions. */
export function completingAt(text: string, cursor: number): Completing | undefined {
  const before = text.slice(0, cursor);
  const open = before.lastIndexOf("${{");
  if (open === -1 || before[open - 1] === "$" || before.indexOf("}}", open) !== -1) return undefined;
  const typed = /[A-Za-z_][\w.[\]"' \u0080-\uffff]*$/.exec(before.slice(open + 3))?.[0] ?? "";
  const word = /[\w.]*$/.exec(typed)?.[0] ?? "";
  // A name in brackets is completed as a whole, any other text from its last word on.
  const from = cursor - (/^(nodes|inputs)\[/.test(typed) ? typed.length : word.length);
  return { from, to: cursor, typed: text.slice(from, cursor) };
}

/** All that a node may refer to: the inputs, every node that does not wait for it, and secrets; the nearest first. */
export function optionsFor(
  draft: Draft,
  id: string | undefined,
  secrets: readonly string[],
  results: ReadonlyMap<string, Json>,
): readonly Option[] {
  const node = id === undefined ? undefined : nodeOf(draft, id);
  const near = new Set(node === undefined ? [] : [...readsOf(node), ...needsOf(node)]);
  const later = id === undefined ? new Set<string>() : waitingFor(draft, id);
  const others = nodesOf(draft).filter((each) => each.id !== id && !later.has(each.id));
  const sorted = others.toSorted((one, other) => Number(near.has(other.id)) - Number(near.has(one.id)));
  return [
    ...Object.keys(inputsOf(draft)).map((name): Option => ({ text: path("inputs", name), kind: "input" })),
    ...sorted.flatMap((each): Option[] => [
      { text: path("nodes", each.id), kind: "node" },
      ...partsOf(results.get(handlerOf(each))).map(
        (part): Option => ({ text: path("nodes", each.id, part), kind: "node" }),
      ),
    ]),
    ...secrets.map((name): Option => ({ text: `secrets.${name}`, kind: "secret" })),
  ];
}

/** The options that fit what is typed: those that begin with it, then those that hold it. */
export function fitting(options: readonly Option[], typed: string, most: number): readonly Option[] {
  const wanted = typed.toLowerCase();
  const begins = options.filter(({ text }) => text.toLowerCase().startsWith(wanted));
  const holds = options.filter(
    ({ text }) => !text.toLowerCase().startsWith(wanted) && text.toLowerCase().includes(wanted),
  );
  return [...begins, ...holds].slice(0, most);
}

/** A text in which an option stands where it was looked for, and where the cursor is then. */
export function completed(text: string, { from, to }: Completing, { text: written }: Option) {
  const rest = text.slice(to);
  const closing = /^\s*\}\}/.test(rest) ? rest : ` }}${rest}`;
  return { text: text.slice(0, from) + written + closing, cursor: from + written.length };
}

/** Everything that waits for a node, however far behind it. */
export function waitingFor(draft: Draft, id: string): ReadonlySet<string> {
  const followers = new Map<string, string[]>();
  for (const node of nodesOf(draft)) {
    for (const source of new Set([...readsOf(node), ...needsOf(node)])) {
      const known = followers.get(source);
      if (known === undefined) followers.set(source, [node.id]);
      else known.push(node.id);
    }
  }
  const found = new Set<string>();
  const left = [...(followers.get(id) ?? [])];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    left.push(...(followers.get(next) ?? []));
  }
  return found;
}

function partsOf(schema: Json | undefined): string[] {
  const properties = isObject(schema) ? schema.properties : undefined;
  return isObject(properties) ? Object.keys(properties) : [];
}
