/// A number, whole or not.
import { NumberInput } from "@mantine/core";
import type { FieldProps } from "./form-context";
import { useInput } from "./use-input";

export function NumberField(props: FieldProps) {
  const { placeholder, ...input } = useInput(props);
  const { schema, value, onChange } = props;
  return (
    <NumberInput
      {...input}
      {...(placeholder !== undefined && { placeholder })}
      {...(schema.minimum !== undefined && { min: schema.minimum })}
      {...(schema.maximum !== undefined && { max: schema.maximum })}
      {...(schema.multipleOf !== undefined && { step: schema.multipleOf })}
      allowDecimal={schema.type !== "integer"}
      // What is out of range is told by the server, not changed behind one's back.
      clampBehavior="none"
      value={typeof value === "number" ? value : ""}
      onChange={(next) => onChange(next === "" || !Number.isFinite(Number(next)) ? undefined : Number(next))}
    />
  );
}
