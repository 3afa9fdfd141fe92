/// What a run of the graph is given: a JSON Schema for each input.

import {
  ActionIcon,
  Button,
  Group,
  Paper,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
  UnstyledButton,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { JsonText } from "../../components/schema-form/json-field";
import type { JsonSchema } from "../../components/schema-form/json-schema";
import { SchemaForm } from "../../components/schema-form/schema-form";
import { renameInput, setInput } from "../../editor/change";
import { inputsOf } from "../../editor/draft";
import { isObject, type JsonObject, withKey } from "../../json/json";
import { useDraft, useEditor, useIsReadOnly } from "./use-editor";
import { useProblems } from "./use-problems";

const TYPES = ["string", "integer", "number", "boolean", "array", "object"] as const;

export function InputsForm() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const inputs = inputsOf(useDraft());
  const readOnly = useIsReadOnly();
  const add = () => {
    let number = Object.keys(inputs).length + 1;
    while (Object.hasOwn(inputs, `input_${number}`)) number += 1;
    editor.change((draft) => setInput(draft, `input_${number}`, { type: "string" }));
  };
  return (
    <Stack gap="xs" component="section" aria-label={t("inputs.title")}>
      <Group justify="space-between">
        <Title order={3} size="h6">
          {t("inputs.title")}
        </Title>
        {!readOnly && (
          <Button size="compact-xs" variant="default" leftSection={<IconPlus size={12} />} onClick={add}>
            {t("inputs.add")}
          </Button>
        )}
      </Group>
      {Object.keys(inputs).length === 0 && (
        <Text size="sm" c="dimmed">
          {t("inputs.none")}
        </Text>
      )}
      {Object.entries(inputs).map(([name, schema]) => (
        <InputForm key={name} name={name} schema={schema} />
      ))}
    </Stack>
  );
}

interface SchemaFieldProps {
  schema: JsonObject;
  onChange: (schema: JsonObject) => void;
}

function InputForm({ name, schema }: { name: string; schema: JsonObject }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const { all } = useProblems();
  const error = all.find(({ spot }) => spot.field === "inputs" && spot.part === name)?.message;
  const put = (next: JsonObject | undefined) => editor.change((draft) => setInput(draft, name, next), `input ${name}`);
  const set = (key: string, value: JsonObject[string] | undefined) => put(withKey(schema, key, value));
  return (
    <Paper withBorder p="xs">
      <Stack gap="xs">
        <Group gap="xs" wrap="nowrap" align="end">
          <NameField name={name} />
          <TypeField schema={schema} onChange={put} />
          <RemoveButton name={name} />
        </Group>
        <TextInput
          size="xs"
          label={t("field.description")}
          readOnly={readOnly}
          value={typeof schema.description === "string" ? schema.description : ""}
          onChange={({ currentTarget: { value } }) => set("description", value === "" ? undefined : value)}
        />
        <SchemaForm
          schema={withoutDefault(schema)}
          label={t("inputs.default")}
          readOnly={readOnly}
          value={schema.default}
          onChange={(value) => set("default", value)}
        />
        <Switch
          size="xs"
          label={t("inputs.required")}
          disabled={readOnly || schema.default !== undefined}
          checked={schema.default === undefined && schema.required !== false}
          onChange={({ currentTarget }) => set("required", currentTarget.checked ? undefined : false)}
        />
        <WholeSchema schema={schema} onChange={put} />
        {error !== undefined && (
          <Text size="xs" c="red">
            {error}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function TypeField({ schema, onChange }: SchemaFieldProps) {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  return (
    <Select
      label={t("inputs.type")}
      w={110}
      size="xs"
      readOnly={readOnly}
      placeholder={t("inputs.any")}
      clearable={!readOnly}
      data={TYPES.map((value) => ({ value, label: t(`inputs.${value}`) }))}
      value={typeof schema.type === "string" ? schema.type : null}
      onChange={(type) => onChange(withKey(withKey(schema, "default", undefined), "type", type ?? undefined))}
    />
  );
}

function RemoveButton({ name }: { name: string }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  if (useIsReadOnly()) return null;
  return (
    <ActionIcon
      variant="subtle"
      color="red"
      aria-label={t("inputs.remove", { name })}
      onClick={() => editor.change((draft) => setInput(draft, name, undefined))}
    >
      <IconTrash size={16} />
    </ActionIcon>
  );
}

/** What the form has no field for can be written. */
function WholeSchema({ schema, onChange }: SchemaFieldProps) {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  const [whole, { toggle }] = useDisclosure(false);
  return (
    <>
      <UnstyledButton fz="xs" c="dimmed" td="underline" aria-expanded={whole} onClick={toggle}>
        {t("inputs.schema")}
      </UnstyledButton>
      {whole && (
        <JsonText
          label={t("inputs.schema")}
          readOnly={readOnly}
          value={schema}
          onChange={(value) => isObject(value) && onChange(value)}
        />
      )}
    </>
  );
}

/** References follow when an input gets another name. */
function NameField({ name }: { name: string }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const taken = inputsOf(useDraft());
  const readOnly = useIsReadOnly();
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const isTaken = text !== name && Object.hasOwn(taken, text);
  const take = () => {
    if (text === name) return;
    if (text === "" || isTaken) setText(name);
    else editor.change((draft) => renameInput(draft, name, text));
  };
  return (
    <TextInput
      label={t("inputs.name")}
      size="xs"
      flex={1}
      miw={0}
      readOnly={readOnly}
      error={isTaken ? t("inputs.taken") : undefined}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => key === "Enter" && take()}
    />
  );
}

/** What the default may be. `required: false` is a word of the definition, and not of JSON Schema. */
function withoutDefault(schema: JsonObject): JsonSchema {
  const { default: _default, required, description: _description, title: _title, ...rest } = schema;
  return { ...rest, ...(Array.isArray(required) && { required }) } as JsonSchema;
}
