/// Asks before somebody leaves with changes that are not stored.
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isChanged, useEditor, useReason } from "./use-editor";

export function LeaveGuard() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const mayChange = useReason() === undefined;
  const wouldLose = () => mayChange && isChanged(editor.getState());
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && wouldLose(),
    enableBeforeUnload: wouldLose,
    withResolver: true,
  });
  if (status !== "blocked") return null;
  return (
    <Modal opened onClose={reset} title={t("leave.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <Text size="sm">{t("leave.lead")}</Text>
        <Group justify="end">
          <Button variant="default" onClick={reset} data-autofocus>
            {t("leave.stay")}
          </Button>
          <Button color="red" onClick={proceed}>
            {t("leave.go")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
