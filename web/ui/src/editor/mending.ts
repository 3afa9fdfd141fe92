/// Bring a parsed text from one value to another by its smallest changes: what stays keeps its comments and its form.

import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { isList, isObject, isSame, type Json, type JsonObject } from "../json/json";
import { keyText } from "./tree";

/** What says `after` in the place of `node`, which says `before`: most often `node` itself, changed. */
export function mended(document: Document, node: unknown, before: Json | undefined, after: Json): unknown {
  if (before === after) return node;
  if (isMap(node) && isObject(before) && isObject(after)) return mendMap(document, node, before, after);
  if (isSeq(node) && isList(before) && isList(after)) return mendList(document, node, before, after);
  if (isSame(before, after)) return node;
  if (isScalar(node) && !isObject(after) && !isList(after)) {
    node.value = after;
    delete node.source;
    delete node.format;
    if (typeof after !== typeof before) delete node.type;
    return node;
  }
  return replacement(document, node, after);
}

function replacement(document: Document, old: unknown, after: Json): Node {
  const node = document.createNode(after);
  const { comment, commentBefore } = (old ?? {}) as Node;
  // Behind a value that is now a mapping there is no place for a comment.
  if (typeof comment === "string" && !isCollection(node)) node.comment = comment;
  if (typeof commentBefore === "string") node.commentBefore = commentBefore;
  return node;
}

function mendMap(document: Document, map: YAMLMap, before: JsonObject, after: JsonObject): YAMLMap {
  const wasEmpty = map.items.length === 0;
  followRenames(document, map, Object.keys(before), Object.keys(after));
  const pairs = new Map(map.items.map((pair) => [keyText(pair.key), pair]));
  const source = renamedFrom(Object.keys(before), Object.keys(after));
  map.items = Object.entries(after).map(([key, value]) => {
    const pair = pairs.get(key);
    if (pair === undefined) return document.createPair(key, value);
    pair.value = mended(document, pair.value, before[source.get(key) ?? key], value);
    return pair as Pair;
  });
  if (wasEmpty && map.items.length > 0) map.flow = false;
  return map;
}

/** The old name of every key that only got another name: those that alone differ in lists of the same length. */
function renamedFrom(before: readonly string[], after: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (before.length !== after.length) return found;
  const [old, now] = [new Set(before), new Set(after)];
  for (const [at, key] of after.entries()) {
    const was = before[at];
    if (was !== undefined && !old.has(key) && !now.has(was)) found.set(key, was);
  }
  return found;
}

function followRenames(document: Document, map: YAMLMap, before: readonly string[], after: readonly string[]): void {
  for (const [to, from] of renamedFrom(before, after)) {
    const pair = map.items.find(({ key }) => keyText(key) === from);
    if (pair === undefined) continue;
    const key = document.createNode(to);
    key.commentBefore = (pair.key as Node).commentBefore ?? null;
    key.spaceBefore = (pair.key as Node).spaceBefore ?? false;
    pair.key = key;
  }
}

function mendList(document: Document, list: YAMLSeq, before: readonly Json[], after: readonly Json[]): YAMLSeq {
  const wasEmpty = list.items.length === 0;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const old = list.items.slice(head, list.items.length - tail);
  const middle = after.slice(head, after.length - tail).map((value, at) => {
    return at < old.length ? mended(document, old[at], before[head + at], value) : document.createNode(value);
  });
  list.items.splice(head, old.length, ...middle);
  if (wasEmpty && list.items.length > 0) list.flow = false;
  return list;
}
