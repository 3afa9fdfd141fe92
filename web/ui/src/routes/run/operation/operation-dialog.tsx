/// One deed: what it does, what it would touch, why it is done; and what came of it.
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Effect, operate } from "../../../api/operations";
import { ConfirmDialog } from "../../../components/dialog/confirm-dialog";
import { useBoard } from "../use-board";
import { ChoicesFields } from "./choices-fields";
import { type Choices, operationOf } from "./deeds";
import { parsed } from "./parsed";
import { Preview } from "./preview";
import type { Intent } from "./use-operating";

/** Milliseconds after the last change until it is asked what it would touch. */
const SETTLE = 350;

export function OperationDialog({ intent, onClose }: { intent: Intent; onClose: () => void }) {
  const { t } = useTranslation("run-operations");
  const { run } = useBoard();
  const { deed, node } = intent;
  const [text, setText] = useState<string | null>(null);
  const [choices, setChoices] = useState({ descendants: true, asNew: false, message: "" });
  const value = parsed(deed, text);
  const all = { ...choices, value: value.value };
  const doing = useDoing(intent, onClose);
  const [settled] = useDebouncedValue(JSON.stringify(operationOf(deed, node, { ...all, why: "" })), SETTLE);
  const sound = value.error === undefined;
  const what = t(`kind.${deed}`);
  return (
    <ConfirmDialog
      title={node === undefined ? t("onRun", { what, run }) : t("onNode", { what, node })}
      size="lg"
      lead={t(`lead.${deed}`)}
      act={what}
      grave={deed === "cancel" || deed === "delete"}
      reason="optional"
      ready={sound}
      change={doing}
      onAct={(why) => doing.mutate({ ...all, why })}
      onClose={onClose}
    >
      <ChoicesFields
        deed={deed}
        choices={choices}
        onChoices={setChoices}
        text={text}
        onText={setText}
        error={value.error}
      />
      <Preview operation={settled} enabled={sound} />
    </ConfirmDialog>
  );
}

function useDoing({ deed, node }: Intent, onClose: () => void) {
  const { t } = useTranslation("run-operations");
  const { run } = useBoard();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const told = async ({ run: result }: Effect) => {
    notifications.show({ message: t("did", { what: t(`kind.${deed}`) }), color: "green" });
    onClose();
    if (deed === "delete") {
      await navigate({ to: "/runs" });
      return;
    }
    await queries.invalidateQueries({ queryKey: ["run", run] });
    if (result !== null && result !== run) await navigate({ to: "/runs/$run", params: { run: result } });
  };
  return useMutation({
    mutationFn: (choices: Choices) => operate(run, operationOf(deed, node, choices)),
    onSuccess: told,
  });
}
