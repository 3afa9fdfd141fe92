/// One worker: what it does now, what it serves, how it is limited, and what it can be told.
import { Alert, Anchor, Badge, Group, SimpleGrid, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { type WorkerDetail, workerQuery } from "../../api/workers";
import { formatBytes } from "../../components/bytes/format-bytes";
import { formatDuration } from "../../components/moment/duration";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { Beat } from "../../components/worker/beat";
import { WorkerState } from "../../components/worker/worker-state";
import { HandlersTable } from "./handlers-table";
import { OrderMenu } from "./order-menu";
import { QueueBadges } from "./queue-badges";
import { workerRoute } from "./route";
import { TasksTable } from "./tasks-table";

export function Worker() {
  const { t } = useTranslation("workers");
  const { worker: id } = workerRoute.useParams();
  const { data, error, refetch } = useQuery(workerQuery(id));
  if (data === undefined) {
    return <Page title={id}>{error ? <Trouble error={error} onRetry={() => void refetch()} /> : <PageLoading />}</Page>;
  }
  const alive = error === null && {
    badge: <WorkerState draining={data.draining} />,
    actions: <OrderMenu worker={data} />,
  };
  return (
    <Page title={data.hostname} {...alive}>
      {/* What was known of it stays in sight after it has gone. */}
      {error !== null && <Trouble error={error} onRetry={() => void refetch()} known />}
      <Facts worker={data} />
      {data.live === null ? (
        <Alert color="orange" variant="light">
          {t("silent")}
        </Alert>
      ) : (
        <>
          <TasksTable title={t("active")} nothing={t("idle")} tasks={data.live.active} />
          {data.live.reserved.length > 0 && <TasksTable title={t("reserved")} nothing="" tasks={data.live.reserved} />}
        </>
      )}
      <QueueBadges queues={data.live?.queues ?? data.queues} />
      <HandlersTable worker={data} />
    </Page>
  );
}

/** That it has gone is no mistake. */
function Trouble({ error, onRetry, known = false }: { error: Error; onRetry: () => void; known?: boolean }) {
  const { t } = useTranslation("workers");
  if (!(error instanceof Problem && error.status === 404)) return <ProblemAlert error={error} onRetry={onRetry} />;
  return (
    <Alert color="gray" title={t("gone")} role="alert">
      {known && <Text size="sm">{t("goneLead")}</Text>}
      <Anchor size="sm" renderRoot={(props) => <Link to="/workers" {...props} />}>
        {t("living")}
      </Anchor>
    </Alert>
  );
}

function Facts({ worker: { host, pid, processes, labels, beat, live } }: { worker: WorkerDetail }) {
  const { t, i18n } = useTranslation("workers");
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md" component="dl" m={0}>
      <Fact name={t("host")}>
        {host} · PID {pid}
      </Fact>
      <Fact name={t("pool")}>
        {live === null ? "–" : t("poolOf", { pool: live.pool, count: live.processes || processes })}
      </Fact>
      <Fact name={t("memory")}>{live === null ? "–" : formatBytes(live.memory, i18n.language)}</Fact>
      <Fact name={t("uptime")}>{live === null ? "–" : formatDuration(live.uptime * 1000, i18n.language)}</Fact>
      <Fact name={t("prefetch")}>{live === null ? "–" : live.prefetch}</Fact>
      <Fact name={t("beat")}>
        <Beat at={beat} />
      </Fact>
      {labels.length > 0 && (
        <Fact name={t("labels")}>
          <Group gap={4} component="span">
            {labels.map((label) => (
              <Badge key={label} variant="outline" color="gray" tt="none" fw={500}>
                {label}
              </Badge>
            ))}
          </Group>
        </Fact>
      )}
    </SimpleGrid>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={600} style={{ overflowWrap: "anywhere" }}>
        {children}
      </Text>
    </div>
  );
}
