/// Nodes on the clipboard: JSON text that can be pasted into any graph, or into an editor of text.
import { isObject, type Json } from "../json/json";
import { freeId } from "./change";
import { type Draft, type DraftNode, nodesOf, withNodes } from "./draft";
import { renamed } from "./references";

/** Some nodes as text. */
export function clip(draft: Draft, ids: ReadonlySet<string>): string {
  const nodes = nodesOf(draft).filter(({ id }) => ids.has(id));
  return JSON.stringify({ nodes: Object.fromEntries(nodes.map(({ id, body }) => [id, body])) }, null, 2);
}

/** The nodes of a text, which may also be a whole definition in JSON; none if it is something else. */
export function clipped(text: string): readonly DraftNode[] {
  try {
    const value: Json = JSON.parse(text);
    const nodes = isObject(value) ? nodesOf(value) : [];
    return nodes.every(({ body }) => typeof body.handler === "string") ? nodes : [];
  } catch {
    return [];
  }
}

/** What pasting gives: the graph, and the new id of each pasted node. */
export interface Pasted {
  readonly draft: Draft;
  readonly ids: ReadonlyMap<string, string>;
}

/** Nodes more, under free ids. What they refer to among themselves follows them; all else stays as it is written. */
export function paste(draft: Draft, nodes: readonly DraftNode[]): Pasted {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of nodes) {
    const free = freeId(draft, id, taken);
    ids.set(id, free);
    taken.add(free);
  }
  const named = nodes.map(({ id, body }) => ({ id: ids.get(id) ?? id, body: following(body, ids) }));
  return { draft: withNodes(draft, [...nodesOf(draft), ...named]), ids };
}

function following(body: DraftNode["body"], ids: ReadonlyMap<string, string>): DraftNode["body"] {
  const needs = Array.isArray(body.needs) ? body.needs.map((id) => ids.get(String(id)) ?? id) : undefined;
  // In two steps, so that a new id is not taken for an old one.
  let params = body.with;
  const between = (id: string) => `\u{f8ff}${id}`;
  if (params !== undefined) {
    for (const id of ids.keys()) params = renamed(params, "nodes", id, between(id));
    for (const [id, to] of ids) params = renamed(params, "nodes", between(id), to);
  }
  return { ...body, ...(params !== undefined && { with: params }), ...(needs !== undefined && { needs }) };
}
