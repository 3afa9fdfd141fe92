/// What all inputs of a form have in common.
import { type FieldProps, useFieldError, useForm } from "./form-context";

/** The properties that an input of Mantine takes for a field. */
export function useInput({ schema, path, label, required }: FieldProps) {
  const { readOnly } = useForm();
  const error = useFieldError(path);
  return {
    label,
    description: schema.description,
    error,
    required,
    readOnly,
    placeholder: schema.default === undefined || schema.default === null ? undefined : written(schema.default),
  };
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
