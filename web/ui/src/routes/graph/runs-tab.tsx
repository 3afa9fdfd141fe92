/// The last runs of a graph.
import { Anchor } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { runsQuery } from "../../api/runs";
import { EmptyState } from "../../components/page/empty-state";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import type { Column } from "../../components/runs/columns";
import { RunsTable } from "../../components/runs/runs-table";

const MOST = 20;
const SHOWN: readonly Column[] = ["state", "run", "created", "duration", "labels", "error"];

export function RunsTab({ graph }: { graph: string }) {
  const { t } = useTranslation(["graph", "runs"]);
  const runs = useInfiniteQuery(runsQuery({ graph }, MOST));
  if (runs.isPending) return <PageLoading />;
  if (runs.data === undefined) return <ProblemAlert error={runs.error} onRetry={() => void runs.refetch()} />;
  const items = runs.data.pages[0]?.items ?? [];
  if (items.length === 0) {
    return <EmptyState title={t("noRuns")} lead={t("noRunsLead")} command={`aurora run ${graph}`} />;
  }
  return (
    <>
      <RunsTable runs={items} columns={SHOWN} />
      <Anchor renderRoot={(props) => <Link to="/runs" search={{ graph }} {...props} />}>{t("allRuns")}</Anchor>
    </>
  );
}
