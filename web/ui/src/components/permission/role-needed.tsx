/// In place of what somebody may not see: which role it takes, and who can give it.
import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../api/role";

export function RoleNeeded({ role, everywhere = false }: { role: Role; everywhere?: boolean }) {
  const { t } = useTranslation("roles");
  return (
    <Alert color="gray" icon={<IconLock />} title={t("needed.title")}>
      {t(everywhere ? "needed.everywhere" : "needed.somewhere", { role: t(role) })}
    </Alert>
  );
}
