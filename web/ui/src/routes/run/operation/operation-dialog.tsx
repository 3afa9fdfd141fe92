/// One deed: what it does, what it would touch, why it is done; and what came of it.
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Effect, operate } from "../../../api/operations";
import { ProblemAlert } from "../../../components/problem/problem-alert";
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
  const what = t(`kind.${deed}`);
  const title = node === undefined ? t("onRun", { what, run }) : t("onNode", { what, node });
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      <Form intent={intent} onClose={onClose} />
    </Modal>
  );
}

function Form({ intent, onClose }: { intent: Intent; onClose: () => void }) {
  const { t } = useTranslation("run-operations");
  const { deed, node } = intent;
  const [why, setWhy] = useState("");
  const [text, setText] = useState<string | null>(null);
  const [choices, setChoices] = useState({ descendants: true, asNew: false, message: "" });
  const value = parsed(deed, text);
  const all: Choices = { ...choices, why, value: value.value };
  const doing = useDoing(intent, onClose);
  const [settled] = useDebouncedValue(JSON.stringify(operationOf(deed, node, { ...all, why: "" })), SETTLE);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (value.error === undefined) doing.mutate(all);
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{t(`lead.${deed}`)}</Text>
        <ChoicesFields
          deed={deed}
          choices={choices}
          onChoices={setChoices}
          text={text}
          onText={setText}
          error={value.error}
        />
        <Preview operation={settled} enabled={value.error === undefined} />
        <TextInput
          label={t("why")}
          description={t("whyHint")}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          maxLength={1000}
          data-autofocus
        />
        {doing.error !== null && <ProblemAlert error={doing.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("back")}
          </Button>
          <Button
            type="submit"
            loading={doing.isPending}
            disabled={value.error !== undefined}
            {...(deed === "cancel" || deed === "delete" ? { color: "red" } : {})}
          >
            {t(`kind.${deed}`)}
          </Button>
        </Group>
      </Stack>
    </form>
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
