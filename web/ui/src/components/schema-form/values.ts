/// Values for schemas: the one to begin with, and whether one fits.
import { isList, isObject, type Json, type JsonObject } from "../../json/json";
import { type JsonSchema, ready } from "./json-schema";

/** What a form begins with: the default, or the parts of an object that have to be there; undefined leaves it open. */
export function blank(schema: JsonSchema, root: JsonSchema): Json | undefined {
  const { schema: plain, kind, nullable } = ready(schema, root);
  if (plain.default !== undefined) return plain.default;
  if (plain.const !== undefined) return plain.const;
  if (nullable) return null;
  if (kind === "list") return [];
  if (kind === "map") return {};
  if (kind !== "object") return undefined;
  const parts = Object.entries(plain.properties ?? {})
    .filter(([name]) => plain.required?.includes(name))
    .map(([name, part]): [string, Json | undefined] => [name, blank(part, root)]);
  return Object.fromEntries(parts.filter((part): part is [string, Json] => part[1] !== undefined));
}

/** True if a value looks as a schema wants it: its type, its constants and the names that have to be there. */
export function fits(schema: JsonSchema, value: Json | undefined, root: JsonSchema): boolean {
  const { schema: plain, kind, nullable } = ready(schema, root);
  if (value === null) return nullable || kind === "json";
  switch (kind) {
    case "enum":
      return (plain.enum ?? [plain.const]).some((known) => JSON.stringify(known) === JSON.stringify(value));
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number" && (plain.type !== "integer" || Number.isInteger(value));
    case "flag":
      return typeof value === "boolean";
    case "list":
      return isList(value);
    case "map":
      return isObject(value);
    case "object":
      return isObject(value) && fitsObject(plain, value, root);
    case "choice":
      return (plain.oneOf ?? []).some((branch) => fits(branch, value, root));
    default:
      return true;
  }
}

function fitsObject(plain: JsonSchema, value: JsonObject, root: JsonSchema): boolean {
  const known = plain.properties ?? {};
  if (plain.required?.some((name) => !(name in value))) return false;
  return Object.entries(value).every(([name, part]) => {
    const schema = known[name];
    return schema === undefined ? plain.additionalProperties !== false : fits(schema, part, root);
  });
}
