/// Start a run: of the whole graph, which is stored first if it changed, or up to the nodes that are selected.
import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { startRun, storeDefinition } from "../../api/definitions";
import { Problem } from "../../api/problem";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { inputsSchema } from "../../components/schema-form/handler-schema";
import { SchemaForm } from "../../components/schema-form/schema-form";
import { only, setHead } from "../../editor/change";
import { type Draft, inputsOf, nameOf, nodesOf } from "../../editor/draft";
import { isObject, type JsonObject } from "../../editor/json";
import { references } from "../../editor/references";
import type { EditorStore } from "./store";
import { isChanged, useEditor, useEditorState } from "./use-editor";
import { useProblems } from "./use-problems";

interface RunDialogProps {
  what: "whole" | "part";
  onClose: () => void;
}

export function RunDialog({ what, onClose }: RunDialogProps) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const navigate = useNavigate();
  const [inputs, setInputs] = useState<JsonObject>({});
  const changed = useEditorState(isChanged);
  const errors = useProblems().all.filter(({ severity }) => severity === "error").length;
  const draft = what === "whole" ? editor.getState().history.present : partOf(editor, t("run.partName"));
  const run = useMutation({
    mutationFn: () =>
      what === "whole" ? runWhole(editor, inputs) : runPart(draft, inputs, nameOf(editor.getState().history.present)),
    onSuccess: ({ id }) => {
      onClose();
      void navigate({ to: "/runs/$run", params: { run: id } });
    },
  });
  const hasInputs = Object.keys(inputsOf(draft)).length > 0;
  const places = run.error instanceof Problem ? run.error.places : [];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(what === "whole" ? "run.title" : "run.partTitle", { name: nameOf(draft) })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        {what === "part" && (
          <Text size="sm">{t("run.partLead", { count: nodesOf(draft).length, name: nameOf(draft) })}</Text>
        )}
        {what === "whole" && changed && <Text size="sm">{t("run.saves")}</Text>}
        {errors > 0 && <Alert color="red">{t("run.errors", { count: errors })}</Alert>}
        {hasInputs ? (
          <SchemaForm
            schema={inputsSchema(draft)}
            value={inputs}
            onChange={(value) => setInputs(isObject(value) ? value : {})}
            label={t("inputs.title")}
            errors={places}
            at={["inputs"]}
          />
        ) : (
          <Text size="sm" c="dimmed">
            {t("run.noInputs")}
          </Text>
        )}
        {run.error !== null && <ProblemAlert error={run.error} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            leftSection={<IconPlayerPlay size={16} />}
            loading={run.isPending}
            onClick={() => run.mutate()}
            data-autofocus={!hasInputs || undefined}
          >
            {t(what === "whole" && changed ? "run.saveAndRun" : "run.start")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Store what is not stored, and run exactly that version. */
async function runWhole(editor: EditorStore, inputs: JsonObject) {
  const state = editor.getState();
  const draft = state.history.present;
  const isSameGraph = nameOf(state.base.draft) === nameOf(draft);
  let { version } = state.base;
  if (isChanged(state)) {
    ({ version } = await storeDefinition(draft, isSameGraph ? version : null));
    editor.stored(version);
  }
  return startRun({ graph: nameOf(draft), version, inputs, labels: {}, definition: null, deadline: null });
}

/** A part is a graph of its own, so that the versions of the whole stay what they are. */
function runPart(definition: Draft, inputs: JsonObject, whole: string) {
  return startRun({ definition, inputs, labels: { "aurora.part": whole }, graph: null, version: null, deadline: null });
}

function partOf(editor: EditorStore, suffix: string): Draft {
  const { history, selection } = editor.getState();
  const part = only(history.present, selection);
  const used = new Set(references(part.nodes).inputs);
  const inputs = Object.fromEntries(Object.entries(inputsOf(part)).filter(([name]) => used.has(name)));
  const named = setHead(part, "name", `${nameOf(part)} ${suffix}`);
  return setHead(named, "inputs", Object.keys(inputs).length > 0 ? inputs : undefined);
}
