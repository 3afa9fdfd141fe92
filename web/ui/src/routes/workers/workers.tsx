/// The workers that live.
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { workersQuery } from "../../api/workers";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { WorkersTable } from "./workers-table";

export function Workers() {
  const { t } = useTranslation("workers");
  return (
    <Page title={t("title")}>
      <List />
    </Page>
  );
}

function List() {
  const { t } = useTranslation("workers");
  const { data, error, refetch } = useQuery(workersQuery);
  if (data === undefined)
    return error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <PageLoading />;
  if (data.items.length === 0) {
    return <EmptyState title={t("empty.title")} lead={t("empty.lead")} command="celery -A aurora_celery worker" />;
  }
  return (
    <>
      <WorkersTable workers={data.items} />
      <Text size="sm" c="dimmed" role="status">
        {t("count", { count: data.items.length })}
      </Text>
    </>
  );
}
