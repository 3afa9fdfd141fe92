/// Start a run: of the whole graph, which is stored first if it changed, or up to the nodes that are selected.
import { Alert, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { draftPlanQuery, projectOf, storeDefinition } from "../../api/definitions";
import { submit } from "../../api/submissions";
import { Dialog } from "../../components/dialog/dialog";
import { type Order, RunForm } from "../../components/run-dialog/run-form";
import { only, setHead } from "../../editor/change";
import { type Draft, inputsOf, nameOf, nodesOf } from "../../editor/draft";
import { references } from "../../editor/references";
import { type EditorStore, stampOf } from "./store";
import { isChanged, useEditor, useEditorState } from "./use-editor";
import { useProblems } from "./use-problems";

interface RunDialogProps {
  what: "whole" | "part";
  onClose: () => void;
}

export function RunDialog({ what, onClose }: RunDialogProps) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const changed = useEditorState(isChanged);
  const errors = useProblems().all.filter(({ severity }) => severity === "error").length;
  const [draft] = useState(() =>
    what === "whole" ? editor.getState().history.present : partOf(editor, t("run.partName")),
  );
  const name = nameOf(draft);
  return (
    <Dialog onClose={onClose} size="lg" title={t(what === "whole" ? "run.title" : "run.partTitle", { name })}>
      <RunForm
        graph={{ name, project: projectOf(name), definition: draft }}
        plan={draftPlanQuery(draft, stampOf(draft))}
        start={(order) => (what === "whole" ? runWhole(editor, order) : runPart(editor, draft, order))}
        {...(what === "whole" && changed && { act: t("run.saveAndRun") })}
        onClose={onClose}
      >
        {what === "part" && <Text size="sm">{t("run.partLead", { count: nodesOf(draft).length, name })}</Text>}
        {what === "whole" && changed && <Text size="sm">{t("run.saves")}</Text>}
        {errors > 0 && <Alert color="red">{t("run.errors", { count: errors })}</Alert>}
      </RunForm>
    </Dialog>
  );
}

/** Store what is not stored, and run exactly that version. */
async function runWhole(editor: EditorStore, order: Order) {
  const state = editor.getState();
  const draft = state.history.present;
  const isSameGraph = nameOf(state.base.draft) === nameOf(draft);
  let { version } = state.base;
  if (isChanged(state)) {
    ({ version } = await storeDefinition(draft, isSameGraph ? version : null));
    editor.stored(version);
  }
  return submit({ graph: nameOf(draft), version, ...order });
}

/** A part is a graph of its own, so that the versions of the whole stay what they are. */
function runPart(editor: EditorStore, definition: Draft, order: Order) {
  const whole = nameOf(editor.getState().history.present);
  return submit({ definition, ...order, labels: { ...order.labels, "aurora.part": whole } });
}

function partOf(editor: EditorStore, suffix: string): Draft {
  const { history, selection } = editor.getState();
  const part = only(history.present, selection);
  const used = new Set(references(part.nodes).inputs);
  const inputs = Object.fromEntries(Object.entries(inputsOf(part)).filter(([name]) => used.has(name)));
  const named = setHead(part, "name", `${nameOf(part)} ${suffix}`);
  return setHead(named, "inputs", Object.keys(inputs).length > 0 ? inputs : undefined);
}
