/// Where more is to be read: the API, its description, the numbers for Prometheus, the help.
import { Anchor, List } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { apiDocs } from "../../api/about";
import { mount } from "../../api/place";
import { Card } from "./card";

export function Links() {
  const { t } = useTranslation("settings");
  return (
    <Card title={t("links.title")}>
      <List size="sm" spacing="xs">
        <List.Item>
          <Anchor renderRoot={(props) => <Link to="/help" {...props} />}>{t("links.help")}</Anchor>
        </List.Item>
        <List.Item>
          <Anchor href={apiDocs}>{t("links.docs")}</Anchor>
        </List.Item>
        <List.Item>
          <Anchor href={`${mount}/api/v1/openapi.json`}>{t("links.openapi")}</Anchor>
        </List.Item>
        <List.Item>
          <Anchor href={`${mount}/metrics`}>{t("links.metrics")}</Anchor>
        </List.Item>
      </List>
    </Card>
  );
}
