/// Whether all that it takes is there: workers, queues, the store and the broker.
import { Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readyQuery } from "../../api/health";
import { queuesQuery } from "../../api/queues";
import { mayEverywhere } from "../../api/session";
import { workersQuery } from "../../api/workers";
import { formatDuration } from "../../components/moment/duration";
import { useSession } from "../../components/permission/use-session";
import { useProblemText } from "../../components/problem/use-problem-text";
import { Section } from "./section";

export function Health() {
  const looksEverywhere = mayEverywhere(useSession(), "viewer");
  return (
    <>
      <Workers />
      {looksEverywhere && <Queues />}
      <Servers />
    </>
  );
}

function Workers() {
  const { t } = useTranslation("home");
  const { data } = useQuery(workersQuery);
  const workers = data?.items ?? [];
  const slots = workers.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const draining = workers.filter((worker) => worker.draining).length;
  return (
    <Section title={t("workers")}>
      {data && (
        <>
          <Verdict good={workers.length > 0} text={t("workersAlive", { count: workers.length })} />
          <Text size="sm">{t("slots", { count: slots })}</Text>
          {draining > 0 && <Text size="sm">{t("draining", { count: draining })}</Text>}
        </>
      )}
    </Section>
  );
}

function Queues() {
  const { t, i18n } = useTranslation("home");
  const { data } = useQuery(queuesQuery);
  const queues = data?.items ?? [];
  const deserted = queues.filter(({ consumers, ready }) => consumers.length === 0 && ready > 0);
  const ready = queues.reduce((sum, queue) => sum + queue.ready, 0);
  const oldest = Math.max(0, ...queues.map((queue) => queue.oldest ?? 0));
  return (
    <Section title={t("queues")}>
      {data && (
        <>
          <Verdict
            good={deserted.length === 0}
            text={
              deserted.length === 0
                ? t("served")
                : t("deserted", { queues: deserted.map(({ name }) => name).join(", ") })
            }
          />
          <Text size="sm">{t("ready", { count: ready })}</Text>
          {oldest > 0 && <Text size="sm">{t("oldest", { age: formatDuration(oldest * 1000, i18n.language) })}</Text>}
        </>
      )}
    </Section>
  );
}

function Servers() {
  const { t } = useTranslation("home");
  const text = useProblemText();
  const { isSuccess, error } = useQuery(readyQuery);
  return (
    <Section title={t("servers")}>
      {error && <Verdict good={false} text={text(error)} />}
      {isSuccess && !error && <Verdict good text={t("serversReady")} />}
    </Section>
  );
}

function Verdict({ good, text }: { good: boolean; text: string }) {
  const Icon = good ? IconCircleCheck : IconAlertTriangle;
  return (
    <Group gap={6} wrap="nowrap" align="start">
      <Icon
        size={18}
        color={`var(--mantine-color-${good ? "green" : "red"}-text)`}
        aria-hidden
        style={{ flexShrink: 0 }}
      />
      <Text size="sm" fw={600} miw={0} style={{ overflowWrap: "anywhere" }}>
        {text}
      </Text>
    </Group>
  );
}
