/// An object with names of one's own, each with a value of one kind.

import { ActionIcon, Button, Fieldset, Group, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isObject } from "../../json/json";
import { type FieldProps, useFieldError, useForm } from "./form-context";
import type { JsonSchema } from "./json-schema";
import { Described, Wrong } from "./list-field";
import { blank } from "./values";

const ANY: JsonSchema = {};

export function MapField({ schema, path, label, required, value, onChange }: FieldProps) {
  const { t } = useTranslation("schema-form");
  const { root, readOnly, Field } = useForm();
  const error = useFieldError(path);
  // What is not said is as the default has it, until a part of it is changed.
  const said = value ?? schema.default;
  const whole = isObject(said) ? said : {};
  const of = typeof schema.additionalProperties === "object" ? schema.additionalProperties : ANY;
  const remove = (name: string) => {
    const { [name]: _gone, ...others } = whole;
    onChange(Object.keys(others).length === 0 && !required && schema.default === undefined ? undefined : others);
  };
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap="xs">
        {schema.description !== undefined && <Described text={schema.description} />}
        {Object.entries(whole).map(([name, part]) => (
          <Group key={name} gap={4} wrap="nowrap" align="end">
            <div style={{ flex: 1, minWidth: 0 }}>
              <Field
                schema={of}
                path={[...path, name]}
                label={name}
                required
                value={part}
                onChange={(next) => onChange({ ...whole, [name]: next ?? null })}
              />
            </div>
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                color="red"
                mb={4}
                aria-label={t("removeName", { name })}
                onClick={() => remove(name)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {error !== undefined && <Wrong text={error} />}
        {!readOnly && <NewName taken={whole} onAdd={(name) => onChange({ ...whole, [name]: blank(of, root) ?? "" })} />}
      </Stack>
    </Fieldset>
  );
}

function NewName({ taken, onAdd }: { taken: object; onAdd: (name: string) => void }) {
  const { t } = useTranslation("schema-form");
  const [name, setName] = useState("");
  const free = name !== "" && !Object.hasOwn(taken, name);
  const add = () => {
    if (!free) return;
    onAdd(name);
    setName("");
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        size="xs"
        aria-label={t("newName")}
        placeholder={t("newName")}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          add();
        }}
      />
      <Button
        variant="default"
        size="xs"
        flex="none"
        disabled={!free}
        leftSection={<IconPlus size={14} />}
        onClick={add}
      >
        {t("add")}
      </Button>
    </Group>
  );
}
