/// Text, with the input that its format asks for.
import { PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { ChangeEvent } from "react";
import { localOf } from "../moment/local-of";
import { type FieldProps, useForm } from "./form-context";
import { useInput } from "./use-input";

/** Characters from which on text gets several lines. */
const LONG = 200;
const TYPES: Readonly<Record<string, string>> = {
  date: "date",
  time: "time",
  email: "email",
  uri: "url",
  url: "url",
};

export function TextField(props: FieldProps) {
  const { Expression } = useForm();
  const { placeholder, ...input } = useInput(props);
  const { schema, value, onChange } = props;
  const text = typeof value === "string" ? value : "";
  if (Expression !== undefined) {
    return <Expression {...input} placeholder={placeholder} value={text} onChange={onChange} />;
  }
  const own = { ...input, value: text, ...(placeholder !== undefined && { placeholder }) };
  const onInput = ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
    onChange(currentTarget.value === "" ? undefined : currentTarget.value);
  if (schema.writeOnly || schema.format === "password") {
    return <PasswordInput {...own} autoComplete="off" onChange={onInput} />;
  }
  if (schema.format === "date-time") return <InstantInput {...props} />;
  if (isLong(schema.maxLength, text)) return <Textarea {...own} autosize minRows={2} maxRows={12} onChange={onInput} />;
  return <TextInput {...own} type={TYPES[schema.format ?? ""] ?? "text"} onChange={onInput} />;
}

/** A moment is chosen in the time of whoever looks, and kept in UTC. */
function InstantInput(props: FieldProps) {
  const { placeholder: _none, ...input } = useInput(props);
  const { value, onChange } = props;
  return (
    <TextInput
      {...input}
      type="datetime-local"
      step={1}
      value={localOf(typeof value === "string" ? value : "")}
      onChange={({ currentTarget }) => {
        const at = Date.parse(currentTarget.value);
        onChange(Number.isNaN(at) ? undefined : new Date(at).toISOString());
      }}
    />
  );
}

function isLong(longest: number | undefined, text: string): boolean {
  return text.includes("\n") || text.length > LONG || (longest !== undefined && longest > LONG);
}
