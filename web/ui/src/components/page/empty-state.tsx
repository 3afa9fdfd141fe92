/// Nothing to show, and what to do about it.
import { Code, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  lead?: string;
  /** The exact command that comes next. */
  command?: string;
  children?: ReactNode;
}

export function EmptyState({ title, lead, command, children }: EmptyStateProps) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="sm">
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        {lead !== undefined && <Text ta="center">{lead}</Text>}
        {command !== undefined && <Code fz="sm">{command}</Code>}
        {children}
      </Stack>
    </Paper>
  );
}
