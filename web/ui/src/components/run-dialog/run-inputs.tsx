/// The inputs of a run, as a form or as JSON, with the way back to the defaults where others are remembered.

import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { isObject, type Json, type JsonObject } from "../../json/json";
import { JsonText } from "../schema-form/json-field";
import type { JsonSchema } from "../schema-form/json-schema";
import { SchemaForm } from "../schema-form/schema-form";
import { blank } from "../schema-form/values";

type Way = "form" | "json";

export function Again({ onReset }: { onReset: () => void }) {
  const { t } = useTranslation("run-dialog");
  return (
    <Group gap="xs">
      <IconHistory size={16} aria-hidden />
      <Text size="sm">{t("remembered")}</Text>
      <Button variant="subtle" size="compact-sm" onClick={onReset}>
        {t("reset")}
      </Button>
    </Group>
  );
}

interface RunInputsProps {
  schema: JsonSchema;
  inputs: JsonObject;
  error: Error | null;
  onChange: (value: Json | undefined) => void;
  onSound: (sound: boolean) => void;
}

const AT = ["inputs"] as const;

export function RunInputs({ schema, inputs, error, onChange, onSound }: RunInputsProps) {
  const { t } = useTranslation("run-dialog");
  const [way, setWay] = useState<Way>("form");
  const places = error instanceof Problem ? error.places : [];
  if (Object.keys(schema.properties ?? {}).length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("noInputs")}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <SegmentedControl
        size="xs"
        style={{ alignSelf: "end" }}
        aria-label={t("way")}
        value={way}
        onChange={(next) => {
          onSound(true);
          setWay(next as Way);
        }}
        data={[
          { value: "form", label: t("form") },
          { value: "json", label: t("json") },
        ]}
      />
      {way === "form" ? (
        <SchemaForm schema={schema} value={inputs} onChange={onChange} errors={places} at={AT} label={t("inputs")} />
      ) : (
        <JsonText label={t("inputs")} minRows={8} value={inputs} onChange={onChange} onSound={onSound} />
      )}
    </Stack>
  );
}

/** Inputs as they are before anything is given. */
export function startOf(schema: JsonSchema): JsonObject {
  const value = blank(schema, schema);
  return isObject(value) ? value : {};
}
