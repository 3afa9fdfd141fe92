/// Asks before something that cannot be taken back, says what it will do, and shows why it did not work.
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../problem/problem-alert";

interface DangerDialogProps {
  title: string;
  /** What will happen. */
  lead: string;
  /** What the button says. */
  act: string;
  busy: boolean;
  error: Error | null;
  onAct: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Shown while it is rendered: who renders it keeps what it is about. */
export function DangerDialog({ title, lead, act, busy, error, onAct, onClose, children }: DangerDialogProps) {
  const { t } = useTranslation("parts");
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md">
        <Text size="sm">{lead}</Text>
        {children}
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("cancel")}
          </Button>
          <Button color="red" loading={busy} onClick={onAct}>
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
