/// What differs between two graphs, node by node and field by field, and how two changes of the same graph come together.
import { isObject, isSame, type Json, type JsonObject, withKey } from "../json/json";
import { type Draft, nodeOf, nodesOf, withNodes } from "./draft";

export type Kind = "added" | "removed" | "changed";

/** A field that differs; `before` or `after` is missing where it is not there. */
export interface FieldDifference {
  readonly field: string;
  readonly before?: Json;
  readonly after?: Json;
}

export interface NodeDifference {
  readonly id: string;
  readonly kind: Kind;
  readonly fields: readonly FieldDifference[];
}

export interface Difference {
  /** What differs of the graph beside its nodes. */
  readonly head: readonly FieldDifference[];
  readonly nodes: readonly NodeDifference[];
}

/** What leads from one graph to another. */
export function difference(before: Draft, after: Draft): Difference {
  const gone = nodesOf(before).filter(({ id }) => nodeOf(after, id) === undefined);
  const others = nodesOf(after).flatMap(({ id, body }): NodeDifference[] => {
    const old = nodeOf(before, id)?.body;
    if (old === undefined) return [{ id, kind: "added", fields: fieldsOf({}, body) }];
    const fields = fieldsOf(old, body);
    return fields.length > 0 ? [{ id, kind: "changed", fields }] : [];
  });
  return {
    head: fieldsOf(withKey(before, "nodes", undefined), withKey(after, "nodes", undefined)),
    nodes: [...gone.map(({ id, body }) => ({ id, kind: "removed" as const, fields: fieldsOf(body, {}) })), ...others],
  };
}

/** True if two graphs say the same. */
export function isEqual({ head, nodes }: Difference): boolean {
  return head.length === 0 && nodes.length === 0;
}

/** What came of bringing two changes together: the graph, and the places that both changed in different ways. */
export interface Merged {
  readonly draft: Draft;
  readonly clashes: readonly string[];
}

/** Both changes of `base` in one graph. Where they clash, `mine` wins and the place is named. */
export function merge(base: Draft, mine: Draft, theirs: Draft): Merged {
  const clashes: string[] = [];
  const headless = (draft: Draft) => withKey(draft, "nodes", undefined);
  const head = mergedFields(headless(base), headless(mine), headless(theirs), "", clashes);
  const ids = new Set([...nodesOf(theirs), ...nodesOf(mine)].map(({ id }) => id));
  const nodes = [...ids].flatMap((id) => {
    const bodies = [base, mine, theirs].map((draft) => nodeOf(draft, id)?.body);
    const body = mergedNode(id, bodies[0], bodies[1], bodies[2], clashes);
    return body === undefined ? [] : [{ id, body }];
  });
  return { draft: withNodes({ ...head, nodes: mine.nodes ?? {} }, nodes), clashes };
}

function mergedNode(
  id: string,
  base: JsonObject | undefined,
  mine: JsonObject | undefined,
  theirs: JsonObject | undefined,
  clashes: string[],
): JsonObject | undefined {
  if (mine !== undefined && theirs !== undefined) return mergedFields(base ?? {}, mine, theirs, `${id} · `, clashes);
  const left = mine ?? theirs;
  const isUntouched = isSame(left, base);
  if (base !== undefined && !isUntouched) clashes.push(id);
  if (base === undefined) return left;
  return isUntouched ? undefined : mine;
}

function mergedFields(base: JsonObject, mine: JsonObject, theirs: JsonObject, place: string, clashes: string[]) {
  let merged: JsonObject = mine;
  for (const key of new Set([...Object.keys(base), ...Object.keys(theirs)])) {
    if (isSame(theirs[key], base[key]) || isSame(mine[key], theirs[key])) continue;
    if (isSame(mine[key], base[key])) {
      merged = withKey(merged, key, theirs[key]);
    } else if (isObject(mine[key]) && isObject(theirs[key])) {
      const below = isObject(base[key]) ? base[key] : {};
      merged = withKey(merged, key, mergedFields(below, mine[key], theirs[key], `${place}${key}.`, clashes));
    } else clashes.push(`${place}${key}`);
  }
  return merged;
}

function fieldsOf(before: JsonObject, after: JsonObject): readonly FieldDifference[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].flatMap((field) => {
    const [old, now] = [before[field], after[field]];
    if (isSame(old, now)) return [];
    return [{ field, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }];
  });
}
