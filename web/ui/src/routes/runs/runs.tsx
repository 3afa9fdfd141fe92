/// The list of runs: newest first, narrowed by what the address says.
import { Button, Group, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { runsQuery } from "../../api/runs";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { RunsTable } from "../../components/runs/runs-table";
import { RunsFilters } from "./filters";
import { runsRoute } from "./route";
import { filterOf, isNarrowed } from "./search";

export function Runs() {
  const { t } = useTranslation("runs");
  return (
    <Page title={t("title")}>
      <RunsFilters />
      <List />
    </Page>
  );
}

function List() {
  const { t } = useTranslation("runs");
  const search = runsRoute.useSearch();
  const runs = useInfiniteQuery(runsQuery(filterOf(search)));
  if (runs.isPending) return <PageLoading />;
  if (runs.data === undefined) return <ProblemAlert error={runs.error} onRetry={() => void runs.refetch()} />;
  const items = runs.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Nothing narrowed={isNarrowed(search)} />;
  return (
    <>
      <RunsTable runs={items} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t(runs.hasNextPage ? "shownAndMore" : "shown", { count: items.length })}
        </Text>
        {runs.hasNextPage && (
          <Button variant="default" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            {t("more")}
          </Button>
        )}
      </Group>
    </>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  const { t } = useTranslation("runs");
  if (narrowed) return <EmptyState title={t("empty.narrow")} />;
  return <EmptyState title={t("empty.title")} lead={t("empty.lead")} command="aurora run FILE" />;
}
