/// A field by the kind of its schema; null and expressions are told apart first.
import { ActionIcon, Checkbox, Group, Stack, Tooltip } from "@mantine/core";
import { IconVariable } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "./choice-field";
import { EnumField } from "./enum-field";
import { FlagField } from "./flag-field";
import { type FieldProps, useForm } from "./form-context";
import { JsonField } from "./json-field";
import { type Kind, ready } from "./json-schema";
import { ListField } from "./list-field";
import { MapField } from "./map-field";
import { NumberField } from "./number-field";
import { ObjectField } from "./object-field";
import { TextField } from "./text-field";
import { useInput } from "./use-input";

const FIELDS: Readonly<Record<Kind, ComponentType<FieldProps>>> = {
  enum: EnumField,
  text: TextField,
  number: NumberField,
  flag: FlagField,
  list: ListField,
  object: ObjectField,
  map: MapField,
  choice: ChoiceField,
  json: JsonField,
};

const EXPRESSION = "${{";

export function Field(props: FieldProps) {
  const { root, Expression } = useForm();
  const { schema, kind, nullable } = ready(props.schema, root);
  const field = { ...props, schema };
  const Kind = FIELDS[kind];
  if (Expression !== undefined && kind !== "text") {
    if (isExpression(props.value)) return <Written {...field} />;
    return <Switchable {...field} input={<Nullable {...field} nullable={nullable} input={<Kind {...field} />} />} />;
  }
  return <Nullable {...field} nullable={nullable} input={<Kind {...field} />} />;
}

/** Null as a choice beside the input, unless leaving it empty means the same. */
function Nullable({ nullable, input, ...field }: FieldProps & { nullable: boolean; input: React.ReactNode }) {
  const { t } = useTranslation("schema-form");
  const { readOnly } = useForm();
  if (!nullable || (!field.required && field.schema.default === null)) return input;
  const isNull = field.value === null;
  return (
    <Stack gap={4}>
      {!isNull && input}
      <Checkbox
        size="xs"
        disabled={readOnly}
        label={isNull ? t("nullOf", { name: field.label }) : t("null")}
        aria-label={t("nullOf", { name: field.label })}
        checked={isNull}
        onChange={({ currentTarget }) => field.onChange(currentTarget.checked ? null : undefined)}
      />
    </Stack>
  );
}

function Written(field: FieldProps) {
  const { Expression } = useForm();
  const { placeholder, ...input } = useInput(field);
  if (Expression === undefined || typeof field.value !== "string") return null;
  return <Expression {...input} placeholder={placeholder} value={field.value} onChange={field.onChange} />;
}

function Switchable({ input, ...field }: FieldProps & { input: React.ReactNode }) {
  const { t } = useTranslation("schema-form");
  const { readOnly } = useForm();
  const label = t("expression", { name: field.label });
  return (
    <Group gap={4} wrap="nowrap" align="start">
      <div style={{ flex: 1, minWidth: 0 }}>{input}</div>
      {!readOnly && (
        <Tooltip label={label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={label}
            onClick={() => field.onChange(`${EXPRESSION} }}`)}
          >
            <IconVariable size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

function isExpression(value: FieldProps["value"]): boolean {
  return typeof value === "string" && value.includes(EXPRESSION);
}
