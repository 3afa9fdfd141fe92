/// The form within the dialog: inputs, options, preview, and the button that starts the run.

import { Accordion, Button, Group, Stack } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { IconEye, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GraphDetail } from "../../api/graphs";
import type { RunSummary } from "../../api/submissions";
import { isObject, type Json, type JsonObject } from "../../json/json";
import { GuardedButton } from "../permission/guarded-button";
import { ProblemAlert } from "../problem/problem-alert";
import { inputsSchema } from "../schema-form/handler-schema";
import type { JsonSchema } from "../schema-form/json-schema";
import { createKeyOf } from "./order-key";
import { type PlanQuery, PlanSummary } from "./plan-summary";
import { remember, remembered } from "./remembered-inputs";
import { Again, RunInputs, startOf } from "./run-inputs";
import { noOptions, type Options, RunOptions } from "./run-options";

/** What a run is given. */
export interface Order extends Options {
  inputs: JsonObject;
}

interface RunFormProps {
  graph: Pick<GraphDetail, "name" | "project" | "definition">;
  plan: PlanQuery;
  start: (order: Order) => Promise<RunSummary>;
  /** What the button says. */
  act?: string | undefined;
  onClose: () => void;
  /** What there is to know before. */
  children?: ReactNode;
}

export function RunForm({ graph, plan, start, act, onClose, children }: RunFormProps) {
  const { t } = useTranslation(["run-dialog", "parts"]);
  const schema = useMemo(() => inputsSchema(graph.definition), [graph.definition]);
  const [before] = useState(() => remembered(graph.name, schema));
  const [inputs, setInputs] = useState<JsonObject>(() => before ?? startOf(schema));
  const [options, setOptions] = useState<Options>(noOptions);
  const [sound, setSound] = useState(true);
  const starting = useStarting({ name: graph.name, schema, start, onClose });
  const [keyOf] = useState(createKeyOf);
  const go = () => {
    const order = { inputs, ...options };
    // Keys can send a form whose button waits.
    if (sound && !starting.isPending) starting.mutate({ ...order, key: options.key ?? keyOf(order) });
  };
  const change = (value: Json | undefined) => setInputs(isObject(value) ? value : {});
  return (
    <form
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={getHotkeyHandler([["mod+Enter", go]])}
      // What is asked for is checked by the server, which says it in one place for all ways of typing.
      noValidate
    >
      <Stack gap="md">
        {children}
        {before !== undefined && <Again onReset={() => setInputs(startOf(schema))} />}
        <RunInputs schema={schema} inputs={inputs} error={starting.error} onChange={change} onSound={setSound} />
        <Accordion variant="contained">
          <Accordion.Item value="options">
            <Accordion.Control>{t("run-dialog:options")}</Accordion.Control>
            <Accordion.Panel>
              <RunOptions options={options} onChange={setOptions} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
        <Preview plan={plan} error={starting.error}>
          <Button variant="default" onClick={onClose}>
            {t("parts:cancel")}
          </Button>
          <GuardedButton
            role="operator"
            project={graph.project}
            leftSection={<IconPlayerPlay size={16} />}
            loading={starting.isPending}
            disabled={!sound}
            onClick={go}
            data-autofocus={Object.keys(schema.properties ?? {}).length === 0 || undefined}
          >
            {act ?? t("run-dialog:start")}
          </GuardedButton>
        </Preview>
      </Stack>
    </form>
  );
}

interface Starting extends Pick<RunFormProps, "start" | "onClose"> {
  name: string;
  schema: JsonSchema;
}

function useStarting({ name, schema, start, onClose }: Starting) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: start,
    onSuccess: (run, { inputs }) => {
      remember(name, schema, inputs);
      void queries.invalidateQueries({ queryKey: ["runs"] });
      onClose();
      void navigate({ to: "/runs/$run", params: { run: run.id } });
    },
  });
}

interface PreviewProps {
  plan: PlanQuery;
  error: Error | null;
  children: ReactNode;
}

/** The last row, with what it would become above it once somebody wants to see that. */
function Preview({ plan, error, children }: PreviewProps) {
  const { t } = useTranslation("run-dialog");
  const [looking, setLooking] = useState(false);
  return (
    <>
      {looking && <PlanSummary plan={plan} />}
      {error !== null && <ProblemAlert error={error} />}
      <Group justify="space-between">
        <Button
          variant="default"
          leftSection={<IconEye size={16} />}
          aria-expanded={looking}
          onClick={() => setLooking(!looking)}
        >
          {t("preview")}
        </Button>
        <Group gap="sm">{children}</Group>
      </Group>
    </>
  );
}
