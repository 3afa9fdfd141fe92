/// One of several schemas: first which, then its own input.
import { Select, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldProps, useForm } from "./form-context";
import { branchesOf, type JsonSchema, ready } from "./json-schema";
import { useInput } from "./use-input";
import { blank, fits } from "./values";

export function ChoiceField(props: FieldProps) {
  const { t } = useTranslation("schema-form");
  const { root, Field } = useForm();
  const { placeholder: _none, readOnly, error: _below, ...input } = useInput(props);
  const { schema, path, label, value, onChange } = props;
  const branches = branchesOf(schema);
  const fitting = branches.findIndex((branch) => value !== undefined && fits(branch, value, root));
  const [taken, setTaken] = useState<number | null>(null);
  const keeps = taken !== null && (fitting === -1 || fits(branches[taken] ?? {}, value, root));
  const at = keeps ? taken : fitting;
  const branch = branches[at];
  const choose = (next: string | null) => {
    const chosen = branches[Number(next)];
    setTaken(next === null ? null : Number(next));
    onChange(next === null || chosen === undefined ? undefined : blank(chosen, root));
  };
  return (
    <Stack gap="xs">
      <Select
        {...input}
        disabled={readOnly}
        clearable={!props.required}
        data={branches.map((each, number) => ({
          value: String(number),
          label: nameOf(each, root) ?? t("form", { number: number + 1 }),
        }))}
        value={at === -1 ? null : String(at)}
        onChange={choose}
      />
      {branch !== undefined && (
        <Field
          schema={branch}
          path={path}
          label={nameOf(branch, root) ?? label}
          required
          value={value}
          onChange={onChange}
        />
      )}
    </Stack>
  );
}

function nameOf(schema: JsonSchema, root: JsonSchema): string | undefined {
  const { schema: plain } = ready(schema, root);
  return plain.title ?? (typeof plain.type === "string" ? plain.type : undefined);
}
