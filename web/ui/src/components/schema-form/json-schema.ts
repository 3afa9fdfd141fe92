/// JSON Schema as far as forms need it, and which kind of input a schema asks for.

import type { Json } from "../../json/json";

/** The words of JSON Schema (2020-12) that a form reads; all others are left to the server. */
export interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  definitions?: Record<string, JsonSchema>;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: Json;
  examples?: Json[];
  enum?: Json[];
  const?: Json;
  format?: string;
  writeOnly?: boolean;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

export type Kind = "enum" | "text" | "number" | "flag" | "list" | "object" | "map" | "choice" | "json";

/** A schema made ready: references followed, null taken out and told apart. */
export interface Ready {
  schema: JsonSchema;
  kind: Kind;
  nullable: boolean;
}

/** How many references may lead to each other; a longer way is a circle. */
const FAR = 20;

/** A schema ready for a form. `root` is where its references lead; a schema that leads in a circle is any JSON. */
export function ready(schema: JsonSchema, root: JsonSchema): Ready {
  const plain = followed(schema, root);
  const branches = plain.oneOf ?? plain.anyOf;
  const types = typeof plain.type === "string" ? [plain.type] : (plain.type ?? []);
  if (branches !== undefined) return unionOf(plain, branches, root);
  if (types.length > 1 && types.includes("null")) {
    const rest = types.filter((type) => type !== "null");
    const bare = rest.length === 1 && rest[0] !== undefined ? { ...plain, type: rest[0] } : { ...plain, type: rest };
    const values = bare.enum?.filter((value) => value !== null);
    const narrowed = values === undefined ? bare : { ...bare, enum: values };
    return { schema: narrowed, kind: kindOf(narrowed), nullable: true };
  }
  return { schema: plain, kind: kindOf(plain), nullable: false };
}

/** The branches of a choice, without null. */
export function branchesOf(schema: JsonSchema): JsonSchema[] {
  return schema.oneOf ?? schema.anyOf ?? [];
}

function unionOf(plain: JsonSchema, branches: JsonSchema[], root: JsonSchema): Ready {
  const { oneOf: _one, anyOf: _any, ...shared } = plain;
  const others = branches.filter((branch) => followed(branch, root).type !== "null");
  const nullable = others.length < branches.length;
  const [only] = others;
  if (others.length === 1 && only !== undefined) {
    const inner = ready(only, root);
    return { ...inner, schema: { ...inner.schema, ...shared }, nullable: nullable || inner.nullable };
  }
  if (others.length > 1 && others.every((branch) => branch.const !== undefined)) {
    const values = others.flatMap((branch) => (branch.const === undefined ? [] : [branch.const]));
    return { schema: { ...shared, enum: values }, kind: "enum", nullable };
  }
  return { schema: { ...shared, oneOf: others }, kind: others.length > 0 ? "choice" : "json", nullable };
}

function followed(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let here = schema;
  for (let step = 0; step < FAR; step += 1) {
    const [only] = here.allOf ?? [];
    const next = here.$ref !== undefined ? target(here.$ref, root) : here.allOf?.length === 1 ? only : undefined;
    if (next === undefined) return here;
    const { $ref: _reference, allOf: _all, ...own } = here;
    here = { ...next, ...own };
  }
  return {};
}

function target(reference: string, root: JsonSchema): JsonSchema {
  const [, home, name] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(reference) ?? [];
  const defined = home === "$defs" ? root.$defs : root.definitions;
  return (
    defined?.[
      decodeURIComponent(name ?? "")
        .replaceAll("~1", "/")
        .replaceAll("~0", "~")
    ] ?? {}
  );
}

function kindOf(schema: JsonSchema): Kind {
  if (schema.enum !== undefined || schema.const !== undefined) return "enum";
  switch (schema.type) {
    case "string":
      return "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "flag";
    case "array":
      return schema.items !== undefined && schema.prefixItems === undefined ? "list" : "json";
    case "object":
      return kindOfObject(schema);
    default:
      return schema.type === undefined && schema.properties !== undefined ? "object" : "json";
  }
}

function kindOfObject(schema: JsonSchema): Kind {
  if (Object.keys(schema.properties ?? {}).length > 0) return "object";
  return typeof schema.additionalProperties === "object" ? "map" : "json";
}
