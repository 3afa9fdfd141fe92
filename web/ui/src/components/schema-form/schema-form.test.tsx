import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import type { Json } from "../../json/json";
import type { JsonSchema } from "./json-schema";
import { SchemaForm } from "./schema-form";

const SCHEMA: JsonSchema = {
  type: "object",
  properties: {
    url: { type: "string" },
    limit: { type: "integer", default: 5 },
    tags: { type: "array", items: { type: "string" } },
    strict: { type: "boolean" },
    extra: {},
  },
  required: ["url"],
};

test("what is typed becomes the value, and what is cleared is no longer in it", async () => {
  const user = userEvent.setup();
  let value: Json | undefined;
  render(<Held onValue={(next) => (value = next)} />);
  await user.type(screen.getByLabelText(/^url/), "x");
  await user.type(screen.getByLabelText("limit"), "12");
  await user.click(screen.getByRole("button", { name: "add" }));
  await user.type(screen.getByRole("textbox", { name: /item/ }), "a");
  await user.click(screen.getByLabelText("strict"));
  expect(value).toEqual({ url: "x", limit: 12, tags: ["a"], strict: true });
  await user.clear(screen.getByLabelText(/^url/));
  await user.clear(screen.getByLabelText("limit"));
  expect(value).toEqual({ tags: ["a"], strict: true });
});

test("a schema that says nothing takes JSON, and says when it is none", async () => {
  const user = userEvent.setup();
  let value: Json | undefined;
  render(<Held onValue={(next) => (value = next)} />);
  await user.type(screen.getByLabelText("extra"), "[[1");
  expect(screen.getByText("noJson")).toBeTruthy();
  await user.type(screen.getByLabelText("extra"), "]");
  expect(value).toEqual({ extra: [1] });
});

test("an error stands at its field", () => {
  render(<Held errors={[{ path: "inputs.limit", message: "too small" }]} />);
  expect(screen.getByLabelText("limit").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("too small")).toBeTruthy();
});

function Held({
  onValue,
  errors = [],
}: {
  onValue?: (value: Json | undefined) => void;
  errors?: { path: string; message: string }[];
}) {
  const [value, setValue] = useState<Json | undefined>({});
  const change = (next: Json | undefined) => {
    setValue(next);
    onValue?.(next);
  };
  return (
    <MantineProvider env="test">
      <SchemaForm schema={SCHEMA} value={value} onChange={change} errors={errors} at={["inputs"]} label="all" />
    </MantineProvider>
  );
}
