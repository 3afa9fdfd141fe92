/// Whether store and broker answer.
import { Badge, Group, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Answer, healthQuery } from "../../api/about";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { Card } from "./card";

export function HealthCard() {
  const { t } = useTranslation("settings");
  const health = useQuery(healthQuery);
  return (
    <Card title={t("health.title")}>
      {health.error && <ProblemAlert error={health.error} onRetry={() => void health.refetch()} />}
      {health.data && (
        <>
          <Part name={t("health.store")} answer={health.data.store} />
          <Part name={t("health.broker")} answer={health.data.broker} />
        </>
      )}
    </Card>
  );
}

function Part({ name, answer }: { name: string; answer: Answer }) {
  const { t } = useTranslation("settings");
  const ok = answer === "ok";
  return (
    <Group justify="space-between">
      <Text size="sm">{name}</Text>
      <Badge
        variant="light"
        color={ok ? "green" : "red"}
        tt="none"
        leftSection={ok ? <IconCircleCheck size={13} aria-hidden /> : <IconCircleX size={13} aria-hidden />}
      >
        {t(ok ? "health.ok" : "health.unavailable")}
      </Badge>
    </Group>
  );
}
