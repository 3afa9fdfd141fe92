/// The last runs of a graph by its nodes: what fails, what is flaky, what is slow.
import { Anchor, Group, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Grid as GridOfRuns, gridQuery } from "../../api/graphs";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { GridTable } from "./grid-table";
import { Legend } from "./legend";
import { gridRoute } from "./route";
import { arranged, longestOf, rowsOf } from "./rows";
import { type GridSearch, ORDERS, type RowOrder, SIZES } from "./search";

const USUAL = 25;

export function Grid() {
  const { t } = useTranslation("grid");
  const { name } = gridRoute.useParams();
  const { limit = USUAL } = gridRoute.useSearch();
  const grid = useQuery({ ...gridQuery(name, limit), placeholderData: keepPreviousData });
  return (
    <Page
      title={t("title", { name })}
      actions={
        <Anchor renderRoot={(props) => <Link to="/graphs/$name" params={{ name }} {...props} />}>{t("back")}</Anchor>
      }
    >
      <Tools name={name} />
      {grid.data !== undefined ? (
        <Shown grid={grid.data} />
      ) : grid.error ? (
        <ProblemAlert error={grid.error} onRetry={() => void grid.refetch()} />
      ) : (
        <PageLoading />
      )}
    </Page>
  );
}

function Tools({ name }: { name: string }) {
  const { t } = useTranslation("grid");
  const search = gridRoute.useSearch();
  const navigate = useNavigate();
  const change = (next: GridSearch) =>
    void navigate({ to: "/graphs/$name/grid", params: { name }, search: { ...search, ...next }, replace: true });
  return (
    <Group gap="sm" align="end">
      <TextInput
        type="search"
        label={t("search")}
        leftSection={<IconSearch size={16} />}
        data-search
        value={search.q ?? ""}
        onChange={({ currentTarget }) => change({ q: currentTarget.value })}
      />
      <Select
        label={t("order")}
        allowDeselect={false}
        data={ORDERS.map((order) => ({ value: order, label: t(`orders.${order}`) }))}
        value={search.order ?? "plan"}
        onChange={(order) => change({ order: (order ?? "plan") as RowOrder })}
      />
      <Select
        label={t("runs")}
        w={90}
        allowDeselect={false}
        data={SIZES.map(String)}
        value={String(search.limit ?? USUAL)}
        onChange={(limit) => change({ limit: Number(limit) })}
      />
      <SegmentedControl
        aria-label={t("show")}
        value={search.show ?? "state"}
        onChange={(show) =>
          void navigate({
            to: "/graphs/$name/grid",
            params: { name },
            search: ({ show: _old, ...rest }: GridSearch) => (show === "time" ? { ...rest, show } : rest),
            replace: true,
          })
        }
        data={[
          { value: "state", label: t("state") },
          { value: "time", label: t("time") },
        ]}
      />
    </Group>
  );
}

function Shown({ grid }: { grid: GridOfRuns }) {
  const { t } = useTranslation("grid");
  const { q = "", order = "plan", show = "state" } = gridRoute.useSearch();
  const rows = useMemo(() => rowsOf(grid), [grid]);
  const longest = useMemo(() => longestOf(rows), [rows]);
  const found = useMemo(() => arranged(rows, q, order), [rows, q, order]);
  if (grid.columns.length === 0) {
    return <EmptyState title={t("empty")} lead={t("emptyLead")} command={`aurora run ${grid.graph}`} />;
  }
  if (found.length === 0) return <EmptyState title={t("narrow")} />;
  return (
    <>
      <Legend states={grid.legend} show={show} longest={longest} />
      <GridTable graph={grid.graph} columns={grid.columns} rows={found} show={show} longest={longest} />
      <Text size="sm" c="dimmed" role="status">
        {t("size", { nodes: t("nodes", { count: found.length }), runs: t("runCount", { count: grid.columns.length }) })}
      </Text>
    </>
  );
}
