import { beforeEach, expect, test } from "vitest";
import type { JsonSchema } from "../schema-form/json-schema";
import { remember, remembered } from "./remembered-inputs";

const SCHEMA: JsonSchema = { properties: { url: { type: "string" }, token: { type: "string", writeOnly: true } } };

beforeEach(() => localStorage.clear());

test("inputs are kept by graph, secret ones are not", () => {
  remember("shop/etl", SCHEMA, { url: "x", token: "secret" });
  expect(remembered("shop/etl", SCHEMA)).toEqual({ url: "x" });
  expect(remembered("other", SCHEMA)).toBeUndefined();
});

test("what the graph no longer takes is left out", () => {
  remember("etl", SCHEMA, { url: "x" });
  expect(remembered("etl", { properties: { path: {} } })).toBeUndefined();
});

test("too much is not kept", () => {
  remember("etl", SCHEMA, { url: "x" });
  remember("etl", SCHEMA, { url: "x".repeat(200_000) });
  expect(remembered("etl", SCHEMA)).toBeUndefined();
});
