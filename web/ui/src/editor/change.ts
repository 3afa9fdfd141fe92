/// What can be done to a graph that is being drawn. Each takes a draft and gives another one.
import { isList, isObject, type Json, type JsonObject, withKey, withKeyRenamed } from "../json/json";
import {
  type Draft,
  type DraftNode,
  inputsOf,
  needsOf,
  nodeOf,
  nodesOf,
  paramsOf,
  readsOf,
  upTo,
  withNodes,
} from "./draft";
import { references, renamed } from "./references";

/** An id that no node has: the wanted one, or that with the first free number behind it. */
export function freeId(draft: Draft, wanted: string, taken: ReadonlySet<string> = new Set()): string {
  const isFree = (id: string) => nodeOf(draft, id) === undefined && !taken.has(id);
  if (isFree(wanted)) return wanted;
  const stem = wanted.replace(/[ _-]?\d+$/, "") || wanted;
  let number = 2;
  while (!isFree(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** The id that a node of a handler is first given: what its name ends with. */
export function idFor(draft: Draft, handler: string): string {
  return freeId(draft, handler.split(/[./:]/).at(-1) || "node");
}

/** A node more, at the end. Its id must be free. */
export function addNode(draft: Draft, id: string, handler: string, params: JsonObject = {}): Draft {
  const body: JsonObject = Object.keys(params).length > 0 ? { handler, with: params } : { handler };
  return withNodes(draft, [...nodesOf(draft), { id, body }]);
}

/** Another id for a node; references and needs follow it. The new id must be free. */
export function renameNode(draft: Draft, from: string, to: string): Draft {
  const follow = (node: DraftNode): DraftNode => {
    const needs = needsOf(node).includes(from) ? needsOf(node).map((id) => (id === from ? to : id)) : undefined;
    const reads = readsOf(node).includes(from);
    let body = needs === undefined ? node.body : withKey(node.body, "needs", needs);
    if (reads) body = withKey(body, "with", renamed(body.with ?? {}, "nodes", from, to));
    return node.id === from ? { id: to, body } : body === node.body ? node : { id: node.id, body };
  };
  return outputsRenamed(withNodes(draft, nodesOf(draft).map(follow)), "nodes", from, to);
}

/** Without some nodes, and without what waited for them: needs go, arguments and outputs that read them go. */
export function deleteNodes(draft: Draft, ids: ReadonlySet<string>): Draft {
  const rest = nodesOf(draft).filter(({ id }) => !ids.has(id));
  const kept = withNodes(
    draft,
    rest.map((node) => withoutSources(node, ids)),
  );
  return draft.outputs === undefined ? kept : withoutOutputs(kept, ids);
}

/** Let one node wait for another, without data. Nothing changes where it already does. */
export function connect(draft: Draft, source: string, target: string): Draft {
  return changeNode(draft, target, (node) =>
    readsOf(node).includes(source) || needsOf(node).includes(source)
      ? node.body
      : withKey(node.body, "needs", [...needsOf(node), source]),
  );
}

/** Let one node no longer wait for another: the need goes, and the arguments that read it. */
export function disconnect(draft: Draft, source: string, target: string): Draft {
  return changeNode(draft, target, (node) => withoutSources(node, new Set([source])).body);
}

/** One argument of a node, or none for `undefined`. */
export function setParam(draft: Draft, id: string, name: string, value: Json | undefined): Draft {
  return changeNode(draft, id, (node) => {
    const params = withKey(paramsOf(node), name, value);
    return withKey(node.body, "with", Object.keys(params).length > 0 ? params : undefined);
  });
}

/** One field of a node (`handler`, `retry`, `timeout` ...), or none for `undefined`. */
export function setField(draft: Draft, id: string, field: string, value: Json | undefined): Draft {
  return changeNode(draft, id, ({ body }) => withKey(body, field, value));
}

/** Exactly these needs, in this order. */
export function setNeeds(draft: Draft, id: string, needs: readonly string[]): Draft {
  return setField(draft, id, "needs", needs.length > 0 ? needs : undefined);
}

/** One field of the graph (`name`, `description`, `outputs` ...), or none for `undefined`. */
export function setHead(draft: Draft, field: string, value: Json | undefined): Draft {
  if (value === undefined || Object.hasOwn(draft, field) || field === "outputs") return withKey(draft, field, value);
  // What is new stands before the nodes, where people look for it.
  const { nodes, outputs, ...head } = draft;
  return {
    ...head,
    [field]: value,
    ...(nodes !== undefined && { nodes }),
    ...(outputs !== undefined && { outputs }),
  };
}

/** The schema of one input, or none for `undefined`. */
export function setInput(draft: Draft, name: string, schema: JsonObject | undefined): Draft {
  const inputs = withKey(inputsOf(draft), name, schema);
  return setHead(draft, "inputs", Object.keys(inputs).length > 0 ? inputs : undefined);
}

/** Another name for an input; references follow it. */
export function renameInput(draft: Draft, from: string, to: string): Draft {
  const nodes = nodesOf(draft).map((node) => {
    if (!references(node.body.with).inputs.includes(from)) return node;
    return { id: node.id, body: withKey(node.body, "with", renamed(node.body.with ?? {}, "inputs", from, to)) };
  });
  const named = setHead(withNodes(draft, nodes), "inputs", withKeyRenamed(inputsOf(draft), from, to));
  return outputsRenamed(named, "inputs", from, to);
}

/** Only what some nodes take: they, all that comes before them, and their own results as outputs. */
export function only(draft: Draft, ids: ReadonlySet<string>): Draft {
  const kept = upTo(draft, ids);
  const part = withNodes(
    draft,
    nodesOf(draft).filter(({ id }) => kept.has(id)),
  );
  return withKey(part, "outputs", undefined);
}

function changeNode(draft: Draft, id: string, change: (node: DraftNode) => JsonObject): Draft {
  const node = nodeOf(draft, id);
  if (node === undefined) return draft;
  const body = change(node);
  if (body === node.body) return draft;
  return withNodes(
    draft,
    nodesOf(draft).map((each) => (each.id === id ? { id, body } : each)),
  );
}

function withoutSources(node: DraftNode, gone: ReadonlySet<string>): DraftNode {
  let { body } = node;
  const needs = needsOf(node).filter((id) => !gone.has(id));
  if (needs.length < needsOf(node).length) body = withKey(body, "needs", needs.length > 0 ? needs : undefined);
  if (readsOf(node).some((id) => gone.has(id))) {
    const params = Object.entries(paramsOf(node)).filter(([, value]) => !readsAny(value, gone));
    body = withKey(body, "with", params.length > 0 ? Object.fromEntries(params) : undefined);
  }
  return body === node.body ? node : { id: node.id, body };
}

function withoutOutputs(draft: Draft, gone: ReadonlySet<string>): Draft {
  const outputs = draft.outputs ?? null;
  if (!readsAny(outputs, gone)) return draft;
  const left = isObject(outputs)
    ? Object.fromEntries(Object.entries(outputs).filter(([, value]) => !readsAny(value, gone)))
    : undefined;
  return withKey(draft, "outputs", left !== undefined && Object.keys(left).length > 0 ? left : undefined);
}

function readsAny(value: Json, ids: ReadonlySet<string>): boolean {
  return references(isList(value) || isObject(value) ? value : [value]).nodes.some((id) => ids.has(id));
}

function outputsRenamed(draft: Draft, root: "nodes" | "inputs", from: string, to: string): Draft {
  return draft.outputs === undefined ? draft : withKey(draft, "outputs", renamed(draft.outputs, root, from, to));
}
