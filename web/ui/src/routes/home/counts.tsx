/// How many runs there are in each state; each number leads to those runs.
import { Group, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunState } from "../../api/runs";
import type { Stats } from "../../api/stats";
import { looks } from "../../components/state/looks";
import classes from "./home.module.css";

const GOING_ON = ["running", "pending", "paused"] as const;
const ENDED = ["succeeded", "failed", "cancelled"] as const;

export function Counts({ stats }: { stats: Stats }) {
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }} spacing="sm">
      {GOING_ON.map((state) => (
        <Count key={state} state={state} count={stats.going_on[state]} />
      ))}
      {ENDED.map((state) => (
        <Count key={state} state={state} count={stats.total[state]} since={stats.since} />
      ))}
    </SimpleGrid>
  );
}

function Count({ state, count, since }: { state: RunState; count: number; since?: string }) {
  const { t, i18n } = useTranslation("states");
  const { icon: Icon, color } = looks[state];
  return (
    <Link to="/runs" search={{ state: [state], ...(since !== undefined && { since }) }} className={classes.count}>
      <Group gap={6} wrap="nowrap">
        <Icon size={16} color={`var(--mantine-color-${color}-text)`} aria-hidden />
        <Text size="sm">{t(state)}</Text>
      </Group>
      <Text fz={26} fw={700} lh={1.2} className={classes.number}>
        {new Intl.NumberFormat(i18n.language).format(count)}
      </Text>
    </Link>
  );
}
