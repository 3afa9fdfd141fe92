/// Yes, no, or not said.
import { Checkbox } from "@mantine/core";
import { type FieldProps, useForm } from "./form-context";
import { useInput } from "./use-input";

export function FlagField(props: FieldProps) {
  const { readOnly } = useForm();
  const { label, description, error, required } = useInput(props);
  const { schema, value, onChange } = props;
  const said = typeof value === "boolean" ? value : schema.default;
  return (
    <Checkbox
      label={label}
      description={description}
      error={error}
      aria-required={required}
      disabled={readOnly}
      checked={said === true}
      indeterminate={typeof said !== "boolean"}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
