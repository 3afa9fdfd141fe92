/// An object whose parts have names that the schema knows.

import { Fieldset, Stack } from "@mantine/core";
import { isObject, type Json, type JsonObject } from "../../json/json";
import { type FieldProps, useFieldError, useForm } from "./form-context";
import { Described, Wrong } from "./list-field";

export function ObjectField(props: FieldProps) {
  const error = useFieldError(props.path);
  return (
    <Fieldset legend={props.label} p="sm">
      <Stack gap="sm">
        {props.schema.description !== undefined && <Described text={props.schema.description} />}
        <Parts {...props} />
        {error !== undefined && <Wrong text={error} />}
      </Stack>
    </Fieldset>
  );
}

/** The parts of an object by themselves: a whole form, or what stands within a frame. */
export function Parts({ schema, path, required, value, onChange }: Omit<FieldProps, "label">) {
  const { Field } = useForm();
  // What is not said is as the default has it, until a part of it is changed.
  const said = value ?? schema.default;
  const whole: JsonObject = isObject(said) ? said : {};
  const put = (name: string, next: Json | undefined) => {
    const { [name]: _old, ...others } = whole;
    const changed = next === undefined ? others : { ...whole, [name]: next };
    onChange(Object.keys(changed).length === 0 && !required && schema.default === undefined ? undefined : changed);
  };
  return Object.entries(schema.properties ?? {}).map(([name, part]) => (
    <Field
      key={name}
      schema={part}
      path={[...path, name]}
      label={part.title ?? name}
      required={schema.required?.includes(name) ?? false}
      value={whole[name]}
      onChange={(next) => put(name, next)}
    />
  ));
}
