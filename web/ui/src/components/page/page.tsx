/// A screen: its heading, what can be done with it as a whole, and its content.
import { Group, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

interface PageProps {
  title: string;
  /** Beside the heading. */
  badge?: ReactNode;
  /** At the other end of the line of the heading. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, badge, actions, children }: PageProps) {
  const { t } = useTranslation("shell");
  const name = t("name");
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" miw={0}>
          <Title order={1} size="h3" miw={0} style={{ overflowWrap: "anywhere" }}>
            {title}
          </Title>
          {badge}
        </Group>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
