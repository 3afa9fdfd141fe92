/// Runs over time; each column leads to its runs.
import { Group, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunState } from "../../api/runs";
import type { Bucket, Stats } from "../../api/stats";
import { type Column, StackedColumns } from "../../components/chart/stacked-columns";
import { formatMoment } from "../../components/moment/format-moment";
import { looks } from "../../components/state/looks";
import { useClock } from "../../preferences/clock";
import { Section } from "./section";

/** From the bottom of a column to its top. */
const STACKED: readonly RunState[] = ["succeeded", "cancelled", "failed", "paused", "running", "pending"];

export function History({ stats }: { stats: Stats }) {
  const { t } = useTranslation("home");
  const { columns, ends } = useColumns(stats);
  const navigate = useNavigate();
  return (
    <Section title={t("history")} aside={<Legend />}>
      <StackedColumns
        columns={columns}
        label={t("historyLabel")}
        ends={ends}
        onPick={({ since, until }) => void navigate({ to: "/runs", search: { since, until } })}
      />
    </Section>
  );
}

interface Stretch extends Column {
  since: string;
  until: string;
}

function useColumns({ buckets, step, since, until }: Stats): { columns: Stretch[]; ends: [string, string] } {
  const { t, i18n } = useTranslation(["home", "states"]);
  const { clock } = useClock();
  const shown = (at: string) => formatMoment(new Date(at), i18n.language, clock === "utc" ? "utc" : "local");
  const columns = buckets.map(({ at, counts }: Bucket, index) => {
    const parts = STACKED.filter((state) => counts[state] > 0);
    const said = parts.map((state) => t("stateCount", { state: t(`states:${state}`), count: counts[state] }));
    const end = buckets[index + 1]?.at ?? until;
    return {
      since: at,
      until: index + 1 < buckets.length ? end : new Date(Date.parse(at) + step * 1000).toISOString(),
      name: at,
      label: `${shown(at)}: ${said.join(", ") || t("noRuns")}`,
      parts: parts.map((state) => ({ key: state, value: counts[state], color: looks[state].color })),
    };
  });
  const minute = (at: string) => shown(at).replace(/:\d\d(?= UTC|$)/, "");
  return { columns, ends: [minute(since), minute(until)] };
}

function Legend() {
  const { t } = useTranslation("states");
  return (
    <Group gap="sm" aria-hidden>
      {STACKED.map((state) => {
        const { icon: Icon, color } = looks[state];
        return (
          <Group key={state} gap={4} wrap="nowrap">
            <Icon size={13} color={`var(--mantine-color-${color}-filled)`} />
            <Text size="xs">{t(state)}</Text>
          </Group>
        );
      })}
    </Group>
  );
}
