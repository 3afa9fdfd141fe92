/// The last runs of a graph as a row of their states, the newest at the end; each leads to its run.
import { Group, Text, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunGlance } from "../../api/graphs";
import { Moment } from "../moment/moment";
import { Span } from "../moment/span";
import { looks } from "../state/looks";
import classes from "./recent-runs.module.css";

export function RecentRuns({ runs }: { runs: readonly RunGlance[] }) {
  const { t } = useTranslation("runs");
  if (runs.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("never")}
      </Text>
    );
  }
  return (
    <Group gap={2} wrap="nowrap">
      {runs.toReversed().map((run) => (
        <Glance key={run.id} run={run} />
      ))}
    </Group>
  );
}

function Glance({ run }: { run: RunGlance }) {
  const { t } = useTranslation("states");
  const { icon: Icon, color } = looks[run.state];
  return (
    <Tooltip
      label={
        <>
          {t(run.state)} · <Moment at={run.created} /> · <Span from={run.created} to={run.finished} />
        </>
      }
    >
      <Link
        to="/runs/$run"
        params={{ run: run.id }}
        className={classes.glance}
        aria-label={`${t(run.state)}, ${run.id}`}
        data-state={run.state}
      >
        <Icon size={18} stroke={2} color={`var(--mantine-color-${color}-text)`} aria-hidden />
      </Link>
    </Tooltip>
  );
}
