/// The parameters of a handler, and the inputs of a graph, as one schema of an object.

import type { Schemas } from "../../api/client";
import { isObject, type JsonObject } from "../../json/json";
import type { JsonSchema } from "./json-schema";

/** What a handler takes: any object where nobody here knows its parameters. */
export function handlerSchema(handler: Schemas["HandlerView"]): JsonSchema {
  if (handler.parameters === null) return { type: "object" };
  return {
    type: "object",
    properties: Object.fromEntries(handler.parameters.map(({ name, value_schema }) => [name, value_schema])),
    required: handler.parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: handler.open,
  };
}

/** What a run of a definition is given: an input without a default has to be there. */
export function inputsSchema(definition: Schemas["GraphDetail"]["definition"]): JsonSchema {
  const given = (definition as JsonObject).inputs;
  const inputs = isObject(given) ? given : {};
  const properties = Object.entries(inputs).filter((input): input is [string, JsonObject] => isObject(input[1]));
  return {
    type: "object",
    properties: Object.fromEntries(properties.map(([name, schema]) => [name, bare(schema)])),
    required: properties.filter(([, schema]) => isRequired(schema)).map(([name]) => name),
    additionalProperties: false,
  };
}

/** An input without a default is required unless its declaration says otherwise; a list of names is the schema's own. */
function isRequired({ required, ...schema }: JsonObject): boolean {
  return typeof required === "boolean" ? required : !("default" in schema);
}

function bare(schema: JsonObject): JsonSchema {
  const { required, ...others } = schema;
  return (typeof required === "boolean" ? others : schema) as JsonSchema;
}
