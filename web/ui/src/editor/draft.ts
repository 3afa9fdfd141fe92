/// A graph that is being drawn: its definition as a plain value, which no operation changes in place.
import { isList, isObject, type Json, type JsonObject, withKey } from "../json/json";
import { references } from "./references";

/** The whole definition: `aurora`, `name`, `nodes` and the rest, in the order in which its author wrote them. */
export type Draft = JsonObject;

/** A node of a definition: `body` is everything but its id. */
export interface DraftNode {
  readonly id: string;
  readonly body: JsonObject;
}

/** What a node waits for, and why: `data` for a reference, `order` for `needs` alone. */
export interface DraftEdge {
  readonly source: string;
  readonly target: string;
  readonly kind: "data" | "order";
}

const nodesKnown = new WeakMap<object, readonly DraftNode[]>();
const edgesKnown = new WeakMap<object, readonly DraftEdge[]>();
const byIdKnown = new WeakMap<object, ReadonlyMap<string, DraftNode>>();
const listedKnown = new WeakMap<object, DraftNode>();
const bodies = new WeakMap<object, DraftNode>();

/** A graph with nothing in it. */
export function emptyDraft(name: string): Draft {
  return { aurora: 1, name, nodes: {} };
}

/** The nodes in order. What is no node at all (a text in place of a mapping) is left out. */
export function nodesOf({ nodes }: Draft): readonly DraftNode[] {
  return typeof nodes === "object" && nodes !== null ? known(nodesKnown, nodes, readNodes) : [];
}

/** One node, if there is such a one. */
export function nodeOf(draft: Draft, id: string): DraftNode | undefined {
  const { nodes } = draft;
  if (typeof nodes !== "object" || nodes === null) return undefined;
  return known(byIdKnown, nodes, () => new Map(nodesOf(draft).map((node) => [node.id, node]))).get(id);
}

/** The definition with other nodes, written as its author writes them: by id, or as a list. */
export function withNodes(draft: Draft, nodes: readonly DraftNode[]): Draft {
  const written = isList(draft.nodes) ? nodes.map(listed) : Object.fromEntries(nodes.map(({ id, body }) => [id, body]));
  return withKey(draft, "nodes", written);
}

/** Every dependency between nodes that exist, once. */
export function edgesOf(draft: Draft): readonly DraftEdge[] {
  const { nodes } = draft;
  return typeof nodes === "object" && nodes !== null ? known(edgesKnown, nodes, () => readEdges(draft)) : [];
}

/** What a node refers to in its arguments. */
export function readsOf({ body }: DraftNode): readonly string[] {
  return references(body.with).nodes;
}

/** What a node waits for without data. */
export function needsOf({ body }: DraftNode): readonly string[] {
  return isList(body.needs) ? body.needs.filter((each) => typeof each === "string") : [];
}

/** The arguments of a node by name. */
export function paramsOf({ body }: DraftNode): JsonObject {
  return isObject(body.with) ? body.with : {};
}

/** The handler of a node; empty while it has none. */
export function handlerOf({ body }: DraftNode): string {
  return typeof body.handler === "string" ? body.handler : "";
}

/** The name of the graph; empty while it has none. */
export function nameOf({ name }: Draft): string {
  return typeof name === "string" ? name : "";
}

/** The schemas of the inputs by name. */
export function inputsOf({ inputs }: Draft): Readonly<Record<string, JsonObject>> {
  if (!isObject(inputs)) return {};
  return Object.fromEntries(Object.entries(inputs).map(([name, schema]) => [name, isObject(schema) ? schema : {}]));
}

/** The ids of all that come before some nodes, and these. */
export function upTo(draft: Draft, ids: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [...ids];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const node = found.has(id) ? undefined : nodeOf(draft, id);
    if (node === undefined) continue;
    found.add(id);
    left.push(...readsOf(node), ...needsOf(node));
  }
  return found;
}

function known<K extends object, V>(memory: WeakMap<object, V>, key: K, read: (key: K) => V): V {
  const before = memory.get(key);
  if (before !== undefined) return before;
  const value = read(key);
  memory.set(key, value);
  return value;
}

function readNodes(nodes: Json): readonly DraftNode[] {
  if (isList(nodes)) return nodes.flatMap((item) => (isObject(item) ? (unlisted(item) ?? []) : []));
  if (!isObject(nodes)) return [];
  return Object.entries(nodes).flatMap(([id, body]) => (isObject(body) ? [keyed(id, body)] : []));
}

function keyed(id: string, body: JsonObject): DraftNode {
  const before = bodies.get(body);
  if (before?.id === id) return before;
  const node = { id, body };
  bodies.set(body, node);
  return node;
}

function unlisted(item: JsonObject): DraftNode | undefined {
  if (typeof item.id !== "string") return undefined;
  const { id } = item;
  return known(listedKnown, item, () => ({ id, body: withKey(item, "id", undefined) }));
}

function listed(node: DraftNode): JsonObject {
  return { id: node.id, ...node.body };
}

function readEdges(draft: Draft): readonly DraftEdge[] {
  return nodesOf(draft).flatMap((node) => {
    const reads = new Set(readsOf(node));
    const needs = new Set(needsOf(node).filter((id) => !reads.has(id)));
    const edge = (kind: DraftEdge["kind"]) => (source: string) => ({ source, target: node.id, kind });
    return [...[...reads].map(edge("data")), ...[...needs].map(edge("order"))].filter(
      ({ source }) => nodeOf(draft, source) !== undefined,
    );
  });
}
