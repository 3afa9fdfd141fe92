/// All graphs: found by name, with how their last runs went, and a button to run them.
import { Button, Group, Text, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type GraphWithRuns, graphsQuery } from "../../api/graphs";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { usePermission } from "../../components/permission/use-permission";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { RunDialog } from "../../components/run-dialog/run-dialog";
import { GraphsTable } from "./graphs-table";
import { ImportButton } from "./import-button";
import { graphsRoute } from "./route";
import type { GraphsSearch } from "./search";

/** Graphs that are shown at first; more come by a press. */
const PAGE = 100;

export function Graphs() {
  const { t } = useTranslation("graphs");
  const search = graphsRoute.useSearch();
  const navigate = useNavigate();
  const change = (next: GraphsSearch) => void navigate({ to: "/graphs", search: next, replace: true });
  const { run, ...without } = search;
  return (
    <Page title={t("title")} actions={<Actions />}>
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={16} />}
        maw={420}
        data-search
        value={search.q ?? ""}
        onChange={({ currentTarget: { value } }) => change(value === "" ? {} : { q: value })}
      />
      <List search={search} onRun={(name) => change({ ...search, run: name })} />
      {run !== undefined && <RunDialog graph={run} onClose={() => change(without)} />}
    </Page>
  );
}

function Actions() {
  const { t } = useTranslation("graphs");
  const { allowed } = usePermission("editor");
  if (!allowed) return null;
  return (
    <Group gap="sm">
      <ImportButton />
      <Button leftSection={<IconPlus size={16} />} renderRoot={(props) => <Link to="/graphs/new" {...props} />}>
        {t("new")}
      </Button>
    </Group>
  );
}

function List({ search, onRun }: { search: GraphsSearch; onRun: (name: string) => void }) {
  const { t } = useTranslation("graphs");
  const [most, setMost] = useState(PAGE);
  const graphs = useQuery(graphsQuery);
  if (graphs.isPending) return <PageLoading />;
  if (graphs.data === undefined) return <ProblemAlert error={graphs.error} onRetry={() => void graphs.refetch()} />;
  const { items } = graphs.data;
  if (items.length === 0) {
    return <EmptyState title={t("empty.title")} lead={t("empty.lead")} command="aurora graphs apply FILE" />;
  }
  const found = items.filter((graph) => isFound(graph, search.q));
  if (found.length === 0) return <EmptyState title={t("empty.narrow")} />;
  return (
    <>
      <GraphsTable graphs={found.slice(0, most)} onRun={onRun} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t("count", { count: found.length })}
        </Text>
        {found.length > most && (
          <Button variant="default" onClick={() => setMost(most + PAGE)}>
            {t("more")}
          </Button>
        )}
      </Group>
    </>
  );
}

function isFound({ name }: GraphWithRuns, q: string | undefined): boolean {
  const lower = name.toLowerCase();
  return (q ?? "")
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
