/// One of a few values.

import { Select } from "@mantine/core";
import type { Json } from "../../json/json";
import type { FieldProps } from "./form-context";
import { useInput } from "./use-input";

export function EnumField(props: FieldProps) {
  const { placeholder, readOnly, ...input } = useInput(props);
  const { schema, value, required, onChange } = props;
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  return (
    <Select
      {...input}
      {...(placeholder !== undefined && { placeholder })}
      disabled={readOnly}
      data={values.map((each) => ({ value: JSON.stringify(each), label: shown(each) }))}
      value={value === undefined ? null : JSON.stringify(value)}
      clearable={!required}
      searchable={values.length > 10}
      onChange={(next) => onChange(next === null ? undefined : (JSON.parse(next) as Json))}
    />
  );
}

function shown(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
