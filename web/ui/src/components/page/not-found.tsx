/// An address that leads nowhere.
import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "./page";

export function NotFound() {
  const { t } = useTranslation("shell");
  return (
    <Page title={t("notFound")}>
      <Text>{t("notFoundHint")}</Text>
      <Anchor renderRoot={(props) => <Link to="/" {...props} />}>{t("toStart")}</Anchor>
    </Page>
  );
}
