/// Where one begins: what runs, what fails, and whether all that it takes is there.
import { SegmentedControl, SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { statsQuery } from "../../api/stats";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { Counts } from "./counts";
import { Failing } from "./failing";
import { Guidance } from "./guidance";
import { Health } from "./health";
import { History } from "./history";
import { DEFAULT_RANGE, partsOf, RANGES, type Range } from "./range";
import { homeRoute } from "./route";
import { RunningNow } from "./running-now";

export function Home() {
  const { t } = useTranslation("home");
  const { range = DEFAULT_RANGE } = homeRoute.useSearch();
  const navigate = useNavigate();
  return (
    <Page
      title={t("title")}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t("range")}
          data={RANGES.map((each) => ({ value: each, label: t(`ranges.${each}`) }))}
          value={range}
          onChange={(chosen) => void navigate({ to: "/", search: { range: chosen as Range }, replace: true })}
        />
      }
    >
      <Guidance />
      <Numbers range={range} />
    </Page>
  );
}

function Numbers({ range }: { range: Range }) {
  const { hours, buckets } = partsOf(range);
  const stats = useQuery(statsQuery(hours, buckets));
  if (stats.isPending) return <PageLoading />;
  if (stats.data === undefined) return <ProblemAlert error={stats.error} onRetry={() => void stats.refetch()} />;
  return (
    <Stack gap="md">
      <Counts stats={stats.data} />
      <History stats={stats.data} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <RunningNow />
        <Failing graphs={stats.data.failing} since={stats.data.since} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Health />
      </SimpleGrid>
    </Stack>
  );
}
