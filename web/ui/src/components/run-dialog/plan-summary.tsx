/// What a graph becomes when it is compiled: its shape and its costs, before anything runs.
import { Code, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Plan, PlanKey } from "../../api/graphs";
import { PageLoading } from "../page/page-loading";
import { ProblemAlert } from "../problem/problem-alert";

/** Ids of the critical path that are written out. */
const SHOWN = 12;

/** How to ask for it. */
export type PlanQuery = Pick<UseQueryOptions<Plan, Error, Plan, PlanKey>, "queryKey" | "queryFn">;

export function PlanSummary({ plan }: { plan: PlanQuery }) {
  const { t } = useTranslation("run-dialog");
  const { data, error } = useQuery(plan);
  if (data === undefined) return error ? <ProblemAlert error={error} /> : <PageLoading />;
  return (
    <Paper withBorder p="md" component="section" aria-label={t("preview")}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 2, xs: 3, sm: 4 }} spacing="sm" component="dl" m={0}>
          <Fact name={t("plan.nodes")} value={data.size} />
          <Fact name={t("plan.edges")} value={data.edges} />
          <Fact name={t("plan.depth")} value={data.depth} />
          <Fact name={t("plan.width")} value={data.width} />
          <Fact name={t("plan.chains")} value={data.chains.length} />
          <Fact name={t("plan.chords")} value={data.chords.length} />
          <Fact name={t("plan.messages")} value={data.costs.messages} />
          <Fact name={t("plan.trips")} value={data.costs.round_trips} />
        </SimpleGrid>
        <CriticalPath plan={data} />
      </Stack>
    </Paper>
  );
}

function Fact({ name, value }: { name: string; value: number }) {
  const { i18n } = useTranslation();
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={600}>
        {new Intl.NumberFormat(i18n.language).format(value)}
      </Text>
    </div>
  );
}

function CriticalPath({ plan }: { plan: Plan }) {
  const { t } = useTranslation("run-dialog");
  const more = plan.critical_path.length - SHOWN;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t("plan.criticalPath")}
      </Text>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {plan.critical_path.slice(0, SHOWN).map((id, at) => (
          <span key={id}>
            {at > 0 && " → "}
            <Code>{id}</Code>
          </span>
        ))}
        {more > 0 && ` ${t("plan.more", { count: more })}`}
      </Text>
    </div>
  );
}
