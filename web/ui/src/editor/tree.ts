/// The tree of a parsed text as plain values.

import { type Document, isAlias, isMap, isNode, isScalar, isSeq, visit, YAMLParseError } from "yaml";
import type { Json } from "../json/json";

/** The value of a part of a document: keys are text as written, as the API reads them. */
export function plain(node: unknown, document: Document): Json {
  if (isAlias(node)) return plain(node.resolve(document), document);
  if (isSeq(node)) return node.items.map((item) => plain(item, document));
  if (isMap(node))
    return Object.fromEntries(node.items.map(({ key, value }) => [keyText(key), plain(value, document)]));
  return isScalar(node) ? (node.value as Json) : null;
}

/** A key as it is written. */
export function keyText(key: unknown): string {
  return isScalar(key) ? (typeof key.value === "string" ? key.value : (key.source ?? String(key.value))) : String(key);
}

/** A mistake for each key that stands in a mapping before. */
export function repeatedKeys(document: Document): YAMLParseError[] {
  const found: YAMLParseError[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        const at = isNode(key) ? (key.range?.[0] ?? 0) : 0;
        if (seen.has(keyText(key)))
          found.push(new YAMLParseError([at, at + 1], "DUPLICATE_KEY", "Map keys must be unique"));
        seen.add(keyText(key));
      }
    },
  });
  return found;
}
