/// What a part of a page is about, and beside it what can be done there.
import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

export function Lead({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" maw={640}>
        {text}
      </Text>
      {children}
    </Group>
  );
}
