/// The text of a definition. It is mended where the definition changed, so that comments and order stay.

import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  stringify,
  visit,
} from "yaml";
import { isObject, isSame, sharing } from "../json/json";
import type { Draft } from "./draft";
import { mended } from "./mending";
import type { Keys } from "./place";
import { keyText, plain, repeatedKeys } from "./tree";

export type Format = "yaml" | "json";

/** What is wrong with a text before it is a definition at all. */
export interface TextProblem {
  readonly message: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** A text that was read: its definition, or why there is none. */
export type Reading = { readonly draft: Draft } | { readonly problems: readonly TextProblem[] };

/** How a definition without a text of its own is written. */
export function written(draft: Draft, format: Format): string {
  return format === "json" ? `${JSON.stringify(draft, null, 2)}\n` : stringify(draft, { lineWidth: 0 });
}

/** The definition of a text. What it shares with `before` stays identical. */
export function read(text: string, format: Format, before?: Draft): Reading {
  const { document, counter } = parsed(text);
  const problems = document.errors.map(({ message, pos: [at] }) => {
    const { line, col } = counter.linePos(at);
    return { message: message.split(/ at line \d+/)[0] ?? message, line, column: col };
  });
  if (problems.length === 0 && format === "json") problems.push(...notJson(text, document, counter));
  if (problems.length > 0) return { problems };
  const value = plain(document.contents, document);
  if (!isObject(value)) return { problems: [{ message: "", line: 1, column: 1 }] };
  return { draft: sharing(before, value) as Draft };
}

/** `text`, which says `before`, changed so that it says `after`. */
export function rewritten(text: string, format: Format, before: Draft, after: Draft): string {
  if (isSame(before, after) && before === sharing(before, after)) return text;
  if (format === "json") return written(after, "json");
  const { document } = parsed(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return written(after, "yaml");
  mended(document, document.contents, before, after);
  const result = document.toString({ lineWidth: 0, flowCollectionPadding: !/\{\S/.test(text) });
  // A value that an alias repeats cannot be changed in one of its places only.
  return hasAlias(document) && !says(result, after) ? written(after, "yaml") : result;
}

/** Where a place stands in a text, from 1; the nearest around it if it is not there itself. */
export function lineOf(text: string, keys: Keys): number {
  const { document, counter } = parsed(text);
  let node: unknown = document.contents;
  let line = 1;
  for (const key of keys) {
    const pair = isMap(node) ? node.items.find((item) => keyText(item.key) === String(key)) : undefined;
    const next = isSeq(node) ? node.items[Number(key)] : pair?.value;
    const mark = pair === undefined ? next : pair.key;
    const start = (mark as Node | undefined)?.range?.[0];
    if (start === undefined) return line;
    line = counter.linePos(start).line;
    node = next;
  }
  return line;
}

/** The keys that lead to what stands at a place of a text (an offset). */
export function keysAt(text: string, offset: number): Keys {
  const { document } = parsed(text);
  const keys: (string | number)[] = [];
  let node: unknown = document.contents;
  while (true) {
    if (isMap(node)) {
      const pair = node.items.find(({ key, value }) =>
        isWithin(offset, key as Node, (value as Node | null) ?? (key as Node)),
      );
      if (pair === undefined) return keys;
      keys.push(keyText(pair.key));
      node = pair.value;
    } else if (isSeq(node)) {
      const at = node.items.findIndex((item) => isWithin(offset, item as Node, item as Node));
      if (at < 0) return keys;
      keys.push(at);
      node = node.items[at];
    } else return keys;
  }
}

function parsed(text: string): { document: Document.Parsed; counter: LineCounter } {
  const counter = new LineCounter();
  // The parser would compare each key with all before it, which takes seconds for some thousand nodes.
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: true, uniqueKeys: false });
  document.errors.push(...repeatedKeys(document));
  return { document, counter };
}

function notJson(text: string, document: Document, counter: LineCounter): TextProblem[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const { line, col } = counter.linePos(firstNotJson(document));
    return [{ message: error instanceof Error ? error.message : "", line, column: col }];
  }
}

/** Where a text that is YAML stops being JSON, as far as its tree shows it. */
function firstNotJson(document: Document): number {
  let at = 0;
  visit(document, (_, node) => {
    const isFlow = isCollection(node) && node.flow === true;
    const isQuoted = isScalar(node) && (node.type === "QUOTE_DOUBLE" || typeof node.value !== "string");
    if (!isNode(node) || isFlow || isQuoted) return undefined;
    at = node.range?.[0] ?? 0;
    return visit.BREAK;
  });
  return at;
}

function isWithin(offset: number, first: Node | undefined, last: Node | undefined): boolean {
  const [start, end] = [first?.range?.[0], last?.range?.[2]];
  return start !== undefined && end !== undefined && offset >= start && offset < end;
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, (_, node) => {
    found ||= isAlias(node);
    return found ? visit.BREAK : undefined;
  });
  return found;
}

function says(text: string, draft: Draft): boolean {
  const reading = read(text, "yaml");
  return "draft" in reading && isSame(reading.draft, draft);
}
