import { expect, test } from "vitest";
import { type JsonSchema, ready } from "./json-schema";

test.each<[JsonSchema, string]>([
  [{ type: "string" }, "text"],
  [{ type: "integer" }, "number"],
  [{ type: "boolean" }, "flag"],
  [{ enum: ["a", 1] }, "enum"],
  [{ type: "array", items: { type: "string" } }, "list"],
  [{ type: "array" }, "json"],
  [{ type: "object", properties: { a: {} } }, "object"],
  [{ type: "object", additionalProperties: { type: "number" } }, "map"],
  [{ type: "object" }, "json"],
  [{ oneOf: [{ type: "string" }, { type: "number" }] }, "choice"],
  [{ oneOf: [{ const: "a" }, { const: "b" }] }, "enum"],
  [{}, "json"],
])("%j is shown as %s", (schema, kind) => {
  expect(ready(schema, schema)).toMatchObject({ kind, nullable: false });
});

test("null is told apart from what else a value may be", () => {
  expect(ready({ anyOf: [{ type: "string" }, { type: "null" }], default: null }, {})).toEqual({
    schema: { type: "string", default: null },
    kind: "text",
    nullable: true,
  });
  expect(ready({ type: ["integer", "null"] }, {})).toMatchObject({ kind: "number", nullable: true });
  expect(ready({ type: ["string", "null"], enum: ["a", null] }, {})).toMatchObject({ schema: { enum: ["a"] } });
});

test("references are followed, what stands beside them counts, and a circle is any JSON", () => {
  const root: JsonSchema = {
    $defs: {
      Rate: { type: "number", description: "A rate" },
      "a/b": { type: "boolean" },
      Loop: { $ref: "#/$defs/Loop" },
    },
  };
  expect(ready({ $ref: "#/$defs/Rate", default: 2 }, root).schema).toEqual({
    type: "number",
    description: "A rate",
    default: 2,
  });
  expect(ready({ $ref: "#/$defs/a~1b" }, root).kind).toBe("flag");
  expect(ready({ $ref: "#/$defs/Loop" }, root).kind).toBe("json");
  expect(ready({ $ref: "#/$defs/Gone" }, root).kind).toBe("json");
});
