/// When each node waited, queued and ran, and what the end of the run waited for.
import { Box, Button, Group, Switch, Text } from "@mantine/core";
import { IconTable, IconZoomReset } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunTrace } from "../../../api/run-view";
import { formatDuration } from "../../../components/moment/duration";
import { useNow } from "../../../components/moment/use-now";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { isGoingOn } from "../board";
import classes from "../run.module.css";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { endOf, lanesOf } from "./lanes";
import styles from "./timeline.module.css";
import { TimelineChart } from "./timeline-chart";
import { useTrace } from "./use-trace";

export function TimelineTab() {
  const trace = useTrace();
  const board = useBoard();
  if (trace.isPending) return <PageLoading />;
  if (!trace.data) return trace.error && <ProblemAlert error={trace.error} onRetry={() => void trace.refetch()} />;
  return isGoingOn(board) ? <Moving trace={trace.data} /> : <Timeline trace={trace.data} now={0} />;
}

/** What goes on grows by the second. */
function Moving({ trace }: { trace: RunTrace }) {
  return <Timeline trace={trace} now={useNow()} />;
}

function Timeline({ trace, now }: { trace: RunTrace; now: number }) {
  const { t, i18n } = useTranslation("run-time");
  const [search, change] = useRunSearch();
  const [criticalOnly, setCriticalOnly] = useState(false);
  const all = useMemo(() => lanesOf(trace, now), [trace, now]);
  const lanes = useMemo(() => (criticalOnly ? all.filter(({ critical }) => critical) : all), [all, criticalOnly]);
  const end = useMemo(() => endOf(all), [all]);
  const rows = useMemo(() => new Map(lanes.map(({ id }, row) => [id, row])), [lanes]);
  const path = useMemo(() => trace.critical_path.flatMap((id) => rows.get(id) ?? []), [trace, rows]);
  if (all.length === 0) return <Text>{t("timeline.nothing")}</Text>;
  const [from, to] = [search.from ?? 0, Math.max((search.from ?? 0) + 1, search.to ?? end)];
  const zoomedIn = search.from !== undefined || search.to !== undefined;
  const show = (from: number, to: number) =>
    change(
      from <= 0 && to >= end ? { from: undefined, to: undefined } : { from: Math.round(from), to: Math.round(to) },
    );
  return (
    <Box className={classes.pane}>
      <Group gap="md">
        <Legend />
        <Switch
          size="sm"
          label={t("timeline.criticalOnly")}
          checked={criticalOnly}
          onChange={(event) => setCriticalOnly(event.currentTarget.checked)}
        />
        {zoomedIn && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconZoomReset size={14} aria-hidden />}
            onClick={() => show(0, end)}
          >
            {t("timeline.whole", { from: formatDuration(from, i18n.language), to: formatDuration(to, i18n.language) })}
          </Button>
        )}
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconTable size={14} aria-hidden />}
          onClick={() => change({ tab: "trace" }, true)}
        >
          {t("timeline.asTable")}
        </Button>
      </Group>
      <TimelineChart
        lanes={lanes}
        path={path}
        end={end}
        range={[from, to]}
        selected={rows.get(search.node ?? "") ?? -1}
        onOpen={(row) => change({ node: lanes[row]?.id }, true)}
        onRange={show}
      />
    </Box>
  );
}

const KEYS = ["wait", "queue", "run", "critical"] as const;

function Legend() {
  const { t } = useTranslation("run-time");
  return KEYS.map((key) => (
    <span key={key} className={styles.key}>
      <span className={styles.swatch} data-kind={key} aria-hidden />
      {t(`timeline.${key}`)}
    </span>
  ));
}
