/// Versions of Aurora and of what it runs on.
import { Code, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { aboutQuery } from "../../api/about";
import { CopyIcon } from "../../components/copy/copy-field";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { Card } from "./card";

export function About() {
  const { t } = useTranslation("settings");
  const about = useQuery(aboutQuery);
  const versions = Object.entries(about.data?.versions ?? {});
  return (
    <Card title={t("versions.title")}>
      {about.isPending && <PageLoading />}
      {about.error && <ProblemAlert error={about.error} onRetry={() => void about.refetch()} />}
      {versions.map(([name, version]) => (
        <Group key={name} justify="space-between">
          <Text size="sm">{name}</Text>
          <Code>{version}</Code>
        </Group>
      ))}
      {versions.length > 0 && (
        <Group justify="flex-end">
          <CopyIcon value={versions.map((each) => each.join(" ")).join("\n")} />
        </Group>
      )}
    </Card>
  );
}
