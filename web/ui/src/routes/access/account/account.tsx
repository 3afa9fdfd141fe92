/// One's own account: what one may do, the password, the second factor, and where one is signed in.
import { Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../components/permission/use-session";
import { GrantBadges } from "../users/grant-badges";
import { OwnSessions } from "./own-sessions";
import { PasswordForm } from "./password-form";
import { SecondFactor } from "./second-factor";

export function Account() {
  const { t } = useTranslation("account");
  const { user, grants } = useSession();
  return (
    <Stack gap="md" maw={960}>
      <Part title={user} lead={t("roles")}>
        <GrantBadges grants={grants} />
      </Part>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Part title={t("password.title")} lead={t("password.lead")}>
          <PasswordForm />
        </Part>
        <Part title={t("factor.title")} lead={t("factor.lead")}>
          <SecondFactor />
        </Part>
      </SimpleGrid>
      <Part title={t("sessions.title")} lead={t("sessions.lead")}>
        <OwnSessions />
      </Part>
    </Stack>
  );
}

function Part({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
        {children}
      </Stack>
    </Paper>
  );
}
