/// A screen that takes a role which whoever looks has not.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Role } from "../../api/role";
import { Page } from "./page";

export function Forbidden({ role }: { role: Role }) {
  const { t } = useTranslation("shell");
  return (
    <Page title={t("forbidden")}>
      <Text>{t("needsRole", { role: t(`roles.${role}`) })}</Text>
    </Page>
  );
}
