/// The graph itself as a form: its name, what it is for, what it takes and what it gives.

import { Stack, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { projectOf, secretsQuery } from "../../api/definitions";
import { JsonText } from "../../components/schema-form/json-field";
import type { JsonSchema } from "../../components/schema-form/json-schema";
import { SchemaForm } from "../../components/schema-form/schema-form";
import { setHead } from "../../editor/change";
import { optionsFor } from "../../editor/completion";
import { nameOf } from "../../editor/draft";
import { isObject, type Json } from "../../json/json";
import { ExpressionInput, optionsContext } from "./expression-input";
import { InputsForm } from "./inputs-form";
import { useDraft, useEditor, useIsReadOnly } from "./use-editor";
import { useProblems } from "./use-problems";

const LABELS: JsonSchema = { type: "object", additionalProperties: { type: "string" } };
const OUTPUTS: JsonSchema = { type: "object", additionalProperties: { type: "string" } };

export function GraphForm() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const draft = useDraft();
  const readOnly = useIsReadOnly();
  const errors = useHeadErrors();
  const { description, labels } = draft;
  const put = (field: string) => (value: Json | undefined) =>
    editor.change((before) => setHead(before, field, isNothing(value) ? undefined : value), `graph ${field}`);
  return (
    <>
      <Title order={2} size="h5">
        {t("graph.title")}
      </Title>
      <TextInput
        label={t("graph.name")}
        description={t("graph.nameHint", { project: projectOf(nameOf(draft)) })}
        readOnly={readOnly}
        required
        error={errors.get("name")}
        value={nameOf(draft)}
        onChange={({ currentTarget: { value } }) =>
          editor.change((before) => setHead(before, "name", value), "graph name")
        }
      />
      <Textarea
        label={t("field.description")}
        readOnly={readOnly}
        autosize
        minRows={2}
        maxRows={10}
        error={errors.get("description")}
        value={typeof description === "string" ? description : ""}
        onChange={({ currentTarget }) => put("description")(currentTarget.value)}
      />
      <InputsForm />
      <Outputs error={errors.get("outputs")} onChange={put("outputs")} />
      <SchemaForm
        schema={LABELS}
        value={labels}
        onChange={put("labels")}
        label={t("graph.labels")}
        readOnly={readOnly}
      />
    </>
  );
}

function Outputs({ error, onChange }: { error: string | undefined; onChange: (value: Json | undefined) => void }) {
  const { t } = useTranslation("editor");
  const draft = useDraft();
  const readOnly = useIsReadOnly();
  const secrets = useQuery(secretsQuery(projectOf(nameOf(draft)))).data;
  const options = useMemo(() => optionsFor(draft, undefined, secrets ?? [], new Map()), [draft, secrets]);
  const { outputs } = draft;
  const isPlain = outputs === undefined || (isObject(outputs) && Object.values(outputs).every(isText));
  return (
    <optionsContext.Provider value={options}>
      <Stack gap={4}>
        {isPlain ? (
          <SchemaForm
            schema={{ ...OUTPUTS, description: t("graph.outputsHint") }}
            value={outputs}
            onChange={(value) => onChange(withoutNull(value))}
            label={t("graph.outputs")}
            {...(error !== undefined && { errors: [{ path: "", message: error }] })}
            readOnly={readOnly}
            expression={ExpressionInput}
          />
        ) : (
          <JsonText label={t("graph.outputs")} readOnly={readOnly} error={error} value={outputs} onChange={onChange} />
        )}
      </Stack>
    </optionsContext.Provider>
  );
}

function useHeadErrors(): ReadonlyMap<string, string> {
  const { all } = useProblems();
  return useMemo(
    () =>
      new Map(all.flatMap(({ spot, message }) => (spot.node || !spot.field ? [] : [[spot.field, message] as const]))),
    [all],
  );
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === "" || (isObject(value) && Object.keys(value).length === 0);
}

function isText(value: Json): boolean {
  return typeof value === "string";
}

/** A text that was emptied is an empty text. */
function withoutNull(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, each ?? ""]));
}
