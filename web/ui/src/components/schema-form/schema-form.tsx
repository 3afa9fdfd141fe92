/// A form from a JSON Schema. The value is held by whoever shows the form; a part that is left empty is not in it.

import { Stack } from "@mantine/core";
import { type ComponentType, useMemo } from "react";
import type { Place } from "../../api/problem";
import type { Json } from "../../json/json";
import { Field } from "./field";
import { type ExpressionProps, formContext } from "./form-context";
import { type JsonSchema, ready } from "./json-schema";
import { Wrong } from "./list-field";
import { Parts } from "./object-field";
import { byPlace, keyOf, type Step } from "./places";

export interface SchemaFormProps {
  schema: JsonSchema;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  /** The name of the whole, where the schema is of no object with known parts. */
  label: string;
  /** Places of the API that are wrong; those below `at` are shown at their fields. */
  errors?: readonly Pick<Place, "path" | "message">[];
  /** Where the value stands in what was sent, such as `["inputs"]`. */
  at?: readonly Step[];
  readOnly?: boolean;
  /** An input for text with expressions; with it, every part of the value may be one. */
  expression?: ComponentType<ExpressionProps>;
}

const ROOT: readonly Step[] = [];
const NOTHING: NonNullable<SchemaFormProps["errors"]> = [];

export function SchemaForm({ schema, value, onChange, label, errors = NOTHING, at = ROOT, ...rest }: SchemaFormProps) {
  const { readOnly = false, expression } = rest;
  const form = useMemo(
    () => ({ root: schema, errors: byPlace(errors, at), readOnly, Expression: expression, Field }),
    [schema, errors, at, readOnly, expression],
  );
  const { schema: plain, kind } = ready(schema, schema);
  const wrong = form.errors.get(keyOf(ROOT));
  const whole = { schema: plain, path: ROOT, required: true, value, onChange };
  return (
    <formContext.Provider value={form}>
      <Stack gap="sm">
        {kind === "object" ? <Parts {...whole} /> : <Field {...whole} label={label} />}
        {kind === "object" && wrong !== undefined && <Wrong text={wrong} />}
      </Stack>
    </formContext.Provider>
  );
}
