/// Something that is shown this once, with the word that it was kept.
import { Alert, Button, Group, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface ShowOnceProps {
  title?: string;
  warning: string;
  /** What the button says once it is kept. */
  kept: string;
  onKept: () => void;
  /** Ways to take it along. */
  ways?: ReactNode;
  children: ReactNode;
}

export function ShowOnce({ title, warning, kept, onKept, ways, children }: ShowOnceProps) {
  return (
    <Stack gap="md">
      <Alert color="yellow" icon={<IconAlertTriangle />} title={title}>
        {warning}
      </Alert>
      {children}
      <Group justify={ways === undefined ? "flex-end" : "space-between"}>
        {ways}
        <Button onClick={onKept}>{kept}</Button>
      </Group>
    </Stack>
  );
}
