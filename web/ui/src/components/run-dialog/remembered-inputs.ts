/// The inputs that somebody ran a graph with last, kept in this browser. Secret ones are not.
import type { JsonObject } from "../../json/json";
import type { JsonSchema } from "../schema-form/json-schema";

const PREFIX = "aurora-inputs:";
/** Characters of JSON from which on inputs are too much to keep. */
const MUCH = 100_000;

/** What was given last, as far as the graph still takes it; undefined if nothing was. */
export function remembered(graph: string, schema: JsonSchema): JsonObject | undefined {
  const text = localStorage.getItem(PREFIX + graph);
  if (text === null) return undefined;
  const known = schema.properties ?? {};
  const kept = Object.entries(JSON.parse(text) as JsonObject).filter(([name]) => Object.hasOwn(known, name));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Keep what was given. */
export function remember(graph: string, schema: JsonSchema, inputs: JsonObject): void {
  const open = Object.entries(inputs).filter(([name]) => !isSecret(schema.properties?.[name]));
  const text = JSON.stringify(Object.fromEntries(open));
  if (open.length === 0 || text.length > MUCH) localStorage.removeItem(PREFIX + graph);
  else localStorage.setItem(PREFIX + graph, text);
}

function isSecret(schema: JsonSchema | undefined): boolean {
  return schema?.writeOnly === true || schema?.format === "password";
}
