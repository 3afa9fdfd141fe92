/// The list of runs: newest first, narrowed by what the address says.
import { Group, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { runsQuery } from "../../api/runs";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { usePermission } from "../../components/permission/use-permission";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { type Column, keepColumns, keptColumns } from "../../components/runs/columns";
import { RunsTable } from "../../components/runs/runs-table";
import { MoreButton } from "../../components/table/more-button";
import { BulkBar } from "./bulk-bar";
import { ColumnsMenu } from "./columns-menu";
import { ExportMenu } from "./export-menu";
import { RunsFilters } from "./filters";
import { runsRoute } from "./route";
import { filterOf, isNarrowed } from "./search";
import { ViewsMenu } from "./views-menu";

export function Runs() {
  const { t } = useTranslation("runs");
  const search = runsRoute.useSearch();
  const [columns, setColumns] = useState(keptColumns);
  const choose = (next: readonly Column[]) => {
    keepColumns(next);
    setColumns(next);
  };
  return (
    <Page
      title={t("title")}
      actions={
        <Group gap="sm">
          <ViewsMenu />
          <ColumnsMenu columns={columns} onChange={choose} />
          <ExportMenu filter={filterOf(search)} />
        </Group>
      }
    >
      <RunsFilters />
      <List key={JSON.stringify(search)} columns={columns} />
    </Page>
  );
}

function List({ columns }: { columns: readonly Column[] }) {
  const { t } = useTranslation("runs");
  const search = runsRoute.useSearch();
  const { allowed } = usePermission("operator");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const runs = useInfiniteQuery(runsQuery(filterOf(search)));
  if (runs.isPending) return <PageLoading />;
  if (runs.data === undefined) return <ProblemAlert error={runs.error} onRetry={() => void runs.refetch()} />;
  const items = runs.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Nothing narrowed={isNarrowed(search)} />;
  return (
    <>
      <BulkBar chosen={chosen} onDone={() => setChosen(new Set())} />
      <RunsTable runs={items} columns={columns} {...(allowed && { selection: { chosen, onChoose: setChosen } })} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t(runs.hasNextPage ? "shownAndMore" : "shown", { count: items.length })}
        </Text>
        <MoreButton list={runs} />
      </Group>
    </>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  const { t } = useTranslation("runs");
  if (narrowed) return <EmptyState title={t("empty.narrow")} />;
  return <EmptyState title={t("empty.title")} lead={t("empty.lead")} command="aurora run FILE" />;
}
