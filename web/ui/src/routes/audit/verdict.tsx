/// Whether the audit log is as it was written.
import { Alert, Button, Group, Loader, Text } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { verdictQuery } from "../../api/audit";
import { Moment } from "../../components/moment/moment";
import { ProblemAlert } from "../../components/problem/problem-alert";

export function Verdict() {
  const { t } = useTranslation("audit");
  const verdict = useQuery(verdictQuery);
  const again = () => void verdict.refetch();
  if (verdict.isPending) {
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm">{t("verdict.checking")}</Text>
      </Group>
    );
  }
  if (verdict.data === undefined) return <ProblemAlert error={verdict.error} onRetry={again} />;
  const { sound, first_wrong: wrong } = verdict.data;
  return (
    <Alert
      color={sound ? "green" : "red"}
      icon={sound ? <IconShieldCheck /> : <IconShieldX />}
      title={sound ? t("verdict.sound") : t("verdict.unsound", { number: wrong ?? 0 })}
      role={sound ? "status" : "alert"}
    >
      <Group justify="space-between">
        <Text size="sm" maw={760}>
          {t(sound ? "verdict.soundLead" : "verdict.unsoundLead")}{" "}
          <Text span size="sm" c="dimmed">
            {t("verdict.at")} <Moment at={new Date(verdict.dataUpdatedAt).toISOString()} />
          </Text>
        </Text>
        <Button size="xs" variant="default" loading={verdict.isFetching} onClick={again}>
          {t("verdict.again")}
        </Button>
      </Group>
    </Alert>
  );
}
