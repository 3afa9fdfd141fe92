/// Roles by project, the one for every project first.
import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { User } from "../../../api/users";
import { grantsOf } from "./grants";

export function GrantBadges({ grants }: { grants: User["grants"] }) {
  const { t } = useTranslation("roles");
  const rows = grantsOf(grants);
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("none")}
      </Text>
    );
  }
  return (
    <Group gap={4}>
      {rows.map(({ project, role }) => (
        <Badge key={project} variant="light" color={role === "admin" ? "grape" : "gray"} tt="none" fw={500}>
          {t("in", { role: t(role), project: project === "*" ? t("everyProject") : project })}
        </Badge>
      ))}
    </Group>
  );
}
