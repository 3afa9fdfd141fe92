import { expect, test } from "vitest";
import type { JsonSchema } from "./json-schema";
import { blank, fits } from "./values";

const FILE: JsonSchema = { type: "object", properties: { path: { type: "string" } }, required: ["path"] };
const TABLE: JsonSchema = { type: "object", properties: { table: { type: "string" } }, required: ["table"] };

test("a form begins with defaults and with what has to be there", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: {
      url: { type: "string" },
      limit: { type: "integer", default: 5 },
      target: { type: "object", properties: { kind: { const: "file" } }, required: ["kind"] },
      note: { type: "string", default: "not asked for" },
    },
    required: ["url", "limit", "target"],
  };
  expect(blank(schema, schema)).toEqual({ limit: 5, target: { kind: "file" } });
  expect(blank({ type: ["string", "null"] }, {})).toBeNull();
});

test("a value finds the branch that it fits", () => {
  expect(fits(FILE, { path: "/x" }, {})).toBe(true);
  expect(fits(TABLE, { path: "/x" }, {})).toBe(false);
  expect(fits({ type: "integer" }, 1.5, {})).toBe(false);
  expect(fits({ oneOf: [FILE, TABLE] }, { table: "t" }, {})).toBe(true);
  expect(fits({ ...FILE, additionalProperties: false }, { path: "/x", more: 1 }, {})).toBe(false);
});
