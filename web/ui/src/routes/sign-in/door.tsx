/// The frame of what stands before the door.
import { Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../../components/preferences/language-switch";
import { Logo } from "../shell/logo";

export function Door({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const { t } = useTranslation("shell");
  const name = t("name");
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder shadow="sm" p="xl" w={420} maw="100%">
        <Stack gap="md">
          <Group gap="sm">
            <Logo size={34} />
            <Title order={1} size="h3">
              {title}
            </Title>
          </Group>
          {lead !== undefined && <Text size="sm">{lead}</Text>}
          {children}
          <LanguageSwitch />
        </Stack>
      </Paper>
    </Center>
  );
}
