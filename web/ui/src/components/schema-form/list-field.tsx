/// A list: its items one below the other, each with its input.

import { ActionIcon, Button, Fieldset, Group, Stack, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../json/json";
import { isList } from "../../json/json";
import { type FieldProps, useFieldError, useForm } from "./form-context";
import type { JsonSchema } from "./json-schema";
import { blank } from "./values";

const ANY: JsonSchema = {};

export function ListField({ schema, path, label, required, value, onChange }: FieldProps) {
  const { t } = useTranslation("schema-form");
  const { root, readOnly, Field } = useForm();
  const error = useFieldError(path);
  // What is not said is as the default has it, until an item of it is changed.
  const said = value ?? schema.default;
  const items = isList(said) ? said : [];
  const of = schema.items ?? ANY;
  const full = schema.maxItems !== undefined && items.length >= schema.maxItems;
  const put = (next: readonly Json[]) =>
    onChange(next.length === 0 && !required && schema.default === undefined ? undefined : next);
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap="xs">
        {schema.description !== undefined && <Described text={schema.description} />}
        {items.map((item, at) => (
          // An item has no name but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells items apart.
          <Group key={at} gap={4} wrap="nowrap" align="end">
            <div style={{ flex: 1, minWidth: 0 }}>
              <Field
                schema={of}
                path={[...path, at]}
                label={t("item", { number: at + 1 })}
                required
                value={item}
                onChange={(next) => put(items.with(at, next ?? null))}
              />
            </div>
            {!readOnly && <Moves items={items} at={at} put={put} />}
          </Group>
        ))}
        {error !== undefined && <Wrong text={error} />}
        {!readOnly && (
          <Button
            variant="default"
            size="compact-sm"
            disabled={full}
            leftSection={<IconPlus size={14} />}
            style={{ alignSelf: "start" }}
            onClick={() => put([...items, blank(of, root) ?? empty(of)])}
          >
            {t("add")}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

function Moves({ items, at, put }: { items: readonly Json[]; at: number; put: (next: readonly Json[]) => void }) {
  const { t } = useTranslation("schema-form");
  const number = at + 1;
  const swap = (other: number) => {
    const [one, two] = [items[at], items[other]];
    if (one !== undefined && two !== undefined) put(items.with(at, two).with(other, one));
  };
  return (
    <Group gap={2} wrap="nowrap" pb={4}>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={at === 0}
        aria-label={t("up", { number })}
        onClick={() => swap(at - 1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={at === items.length - 1}
        aria-label={t("down", { number })}
        onClick={() => swap(at + 1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="red"
        aria-label={t("remove", { number })}
        onClick={() => put(items.toSpliced(at, 1))}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}

/** What a schema is for. */
export function Described({ text }: { text: string }) {
  return (
    <Text size="xs" c="dimmed">
      {text}
    </Text>
  );
}

/** What is wrong with the whole of it. */
export function Wrong({ text }: { text: string }) {
  return (
    <Text size="xs" c="var(--mantine-color-error)" role="alert">
      {text}
    </Text>
  );
}

function empty(schema: JsonSchema): Json {
  if (schema.type === "number" || schema.type === "integer") return 0;
  if (schema.type === "boolean") return false;
  return schema.type === "string" ? "" : null;
}
