import { expect, test } from "vitest";
import { handlerSchema, inputsSchema } from "./handler-schema";

const HANDLER = { name: "shop.fetch", description: "", open: false, result: {}, workers: [] };

test("parameters become the parts of an object", () => {
  const parameters = [
    { name: "url", required: true, value_schema: { type: "string" } },
    { name: "limit", required: false, value_schema: { type: "integer", default: 5 } },
  ];
  expect(handlerSchema({ ...HANDLER, parameters })).toEqual({
    type: "object",
    properties: { url: { type: "string" }, limit: { type: "integer", default: 5 } },
    required: ["url"],
    additionalProperties: false,
  });
  expect(handlerSchema({ ...HANDLER, parameters: null })).toEqual({ type: "object" });
});

test("an input without a default has to be there", () => {
  const inputs = { url: { type: "string" }, limit: { default: null } };
  expect(inputsSchema({ inputs })).toMatchObject({ properties: inputs, required: ["url"] });
  expect(inputsSchema({})).toMatchObject({ properties: {}, required: [] });
});

test("a declaration may say itself whether an input has to be there; a list of names is of its parts", () => {
  const inputs = {
    may: { type: "string", required: false },
    parts: { type: "object", required: ["a"], default: { a: 1 } },
    must: { default: 1, required: true },
  };
  expect(inputsSchema({ inputs }).required).toEqual(["must"]);
});
