/// The form within the dialog: inputs, options, preview, and the button that starts the run.
import { Accordion, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { IconEye, IconHistory, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GraphDetail } from "../../api/graphs";
import { Problem } from "../../api/problem";
import { submit } from "../../api/submissions";
import { GuardedButton } from "../permission/guarded-button";
import { ProblemAlert } from "../problem/problem-alert";
import { inputsSchema } from "../schema-form/handler-schema";
import { JsonText } from "../schema-form/json-field";
import type { Json, JsonObject, JsonSchema } from "../schema-form/json-schema";
import { SchemaForm } from "../schema-form/schema-form";
import { blank, isObject } from "../schema-form/values";
import { PlanSummary } from "./plan-summary";
import { remember, remembered } from "./remembered-inputs";
import { noOptions, type Options, RunOptions } from "./run-options";

type Way = "form" | "json";

export function RunForm({ graph, onClose }: { graph: GraphDetail; onClose: () => void }) {
  const { t } = useTranslation("run-dialog");
  const schema = useMemo(() => inputsSchema(graph.definition), [graph]);
  const [before] = useState(() => remembered(graph.name, schema));
  const [inputs, setInputs] = useState<JsonObject>(() => before ?? startOf(schema));
  const [options, setOptions] = useState<Options>(noOptions);
  const [sound, setSound] = useState(true);
  const [looking, setLooking] = useState(false);
  const starting = useStarting(graph, schema, onClose);
  const start = () => sound && starting.mutate({ inputs, options });
  const change = (value: Json | undefined) => setInputs(isObject(value) ? value : {});
  return (
    <form
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={getHotkeyHandler([["mod+Enter", start]])}
      // What is asked for is checked by the server, which says it in one place for all ways of typing.
      noValidate
    >
      <Stack gap="md">
        {before !== undefined && <Again onReset={() => setInputs(startOf(schema))} />}
        <Inputs schema={schema} inputs={inputs} error={starting.error} onChange={change} onSound={setSound} />
        <Accordion variant="contained">
          <Accordion.Item value="options">
            <Accordion.Control>{t("options")}</Accordion.Control>
            <Accordion.Panel>
              <RunOptions options={options} onChange={setOptions} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
        {looking && <PlanSummary graph={graph.name} version={graph.version} />}
        {starting.error !== null && <ProblemAlert error={starting.error} />}
        <Group justify="space-between">
          <Button
            variant="default"
            leftSection={<IconEye size={16} />}
            aria-expanded={looking}
            onClick={() => setLooking(!looking)}
          >
            {t("preview")}
          </Button>
          <Group gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <GuardedButton
              role="operator"
              project={graph.project}
              leftSection={<IconPlayerPlay size={16} />}
              loading={starting.isPending}
              disabled={!sound}
              onClick={start}
            >
              {t("start")}
            </GuardedButton>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

interface Order {
  inputs: JsonObject;
  options: Options;
}

function useStarting(graph: GraphDetail, schema: JsonSchema, onClose: () => void) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ inputs, options }: Order) =>
      submit({ graph: graph.name, version: graph.version, inputs, ...options }),
    onSuccess: (run, { inputs }) => {
      remember(graph.name, schema, inputs);
      void queries.invalidateQueries({ queryKey: ["runs"] });
      onClose();
      void navigate({ to: "/runs/$run", params: { run: run.id } });
    },
  });
}

function Again({ onReset }: { onReset: () => void }) {
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

interface InputsProps {
  schema: JsonSchema;
  inputs: JsonObject;
  error: Error | null;
  onChange: (value: Json | undefined) => void;
  onSound: (sound: boolean) => void;
}

const AT = ["inputs"] as const;

function Inputs({ schema, inputs, error, onChange, onSound }: InputsProps) {
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

function startOf(schema: JsonSchema): JsonObject {
  const value = blank(schema, schema);
  return isObject(value) ? value : {};
}
