/// The queues: how much waits in each, for how long, and who takes it.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Queue, queuesQuery } from "../../api/queues";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { PurgeDialog } from "./purge-dialog";
import { QueuesTable } from "./queues-table";

export function Queues() {
  const { t } = useTranslation("queues");
  const { data, error, refetch } = useQuery(queuesQuery);
  const [asked, setAsked] = useState<Queue>();
  return (
    <Page title={t("title")}>
      {data === undefined ? (
        error ? (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        ) : (
          <PageLoading />
        )
      ) : data.items.length === 0 ? (
        <EmptyState title={t("empty")} />
      ) : (
        <QueuesTable queues={data.items} onPurge={setAsked} />
      )}
      {asked !== undefined && <PurgeDialog queue={asked} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}
