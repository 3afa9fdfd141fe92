/// A dialog that asks for something and then makes one change: why it did not work stands within it.
import { Button, Group, type ModalProps, Stack, Text } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../problem/problem-alert";
import { Dialog } from "./dialog";

export interface FormDialogProps extends Pick<ModalProps, "size"> {
  title: string;
  /** What will happen. */
  lead?: string;
  /** What the button says. */
  act: string;
  /** What the button says that changes nothing. */
  leave?: string | undefined;
  /** True for what cannot be taken back. */
  grave?: boolean;
  /** False while what is asked for is not complete. */
  ready?: boolean;
  /** The change as it is being made. */
  change?: { isPending: boolean; error: Error | null };
  onAct: (event: FormEvent<HTMLFormElement>) => void;
  onClose: () => void;
  children?: ReactNode;
}

export function FormDialog({
  title,
  size,
  lead,
  act,
  leave,
  change,
  onAct,
  onClose,
  children,
  ...rest
}: FormDialogProps) {
  const { t } = useTranslation("parts");
  const { grave = false, ready = true } = rest;
  return (
    <Dialog title={title} onClose={onClose} {...(size !== undefined && { size })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // Keys can send a form whose button waits.
          if (ready && !change?.isPending) onAct(event);
        }}
        onKeyDown={getHotkeyHandler([["mod+Enter", submit]])}
      >
        <Stack gap="md">
          {lead !== undefined && <Text size="sm">{lead}</Text>}
          {children}
          {change?.error && <ProblemAlert error={change.error} />}
          <Group justify="flex-end">
            {/* Where nothing is asked for, a slip of the hand changes nothing. */}
            <Button variant="default" onClick={onClose} data-autofocus={children === undefined || undefined}>
              {leave ?? t("cancel")}
            </Button>
            <Button
              type="submit"
              {...(grave && { color: "red" })}
              loading={change?.isPending ?? false}
              disabled={!ready}
            >
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The event is the browser's own, whose current target is the whole page by now. */
function submit({ target }: { target: EventTarget | null }): void {
  if (target instanceof Element) target.closest("form")?.requestSubmit();
}
