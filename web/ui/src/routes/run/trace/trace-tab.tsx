/// Every try of every node with its times, and the way to take them elsewhere. It is the timeline as a table.
import { Badge, Box, Button, Code, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunTrace } from "../../../api/run-view";
import { saveFile } from "../../../components/file/save-file";
import { formatDuration } from "../../../components/moment/duration";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { StateBadge } from "../../../components/state/state-badge";
import { type TableColumn, VirtualTable } from "../../../components/virtual-table/virtual-table";
import classes from "../run.module.css";
import { useTrace } from "../timeline/use-trace";
import { useRunSearch } from "../use-run-search";
import { chromeTraceOf } from "./chrome-trace";
import { type SpanColumn, type SpanRow, sortedSpans, spanRows } from "./span-rows";

export function TraceTab() {
  const trace = useTrace();
  if (trace.isPending) return <PageLoading />;
  if (!trace.data) return trace.error && <ProblemAlert error={trace.error} onRetry={() => void trace.refetch()} />;
  return <Spans trace={trace.data} />;
}

function Spans({ trace }: { trace: RunTrace }) {
  const { t } = useTranslation(["run-time", "run"]);
  const [search, change] = useRunSearch();
  const [by, setBy] = useState<SpanColumn | null>(null);
  const rows = useMemo(() => sortedSpans(spanRows(trace), by), [trace, by]);
  return (
    <Box className={classes.pane}>
      <Group gap="md">
        <Text size="sm">
          {t("trace.id")} <Code>{trace.trace_id}</Code>
        </Text>
        <Text size="sm">{t("trace.criticalNodes", { count: trace.critical_path.length })}</Text>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => saveFile(`${trace.run}.trace.json`, JSON.stringify(chromeTraceOf(trace)), "application/json")}
        >
          {t("trace.download")}
        </Button>
      </Group>
      <VirtualTable
        label={t("trace.caption")}
        keys={t("run:keyboardTable")}
        columns={useColumns(rows, by, setBy)}
        count={rows.length}
        rowKey={(row) => rows[row]?.key ?? row}
        selected={rows.findIndex(({ node }) => node === search.node)}
        onOpen={(row) => change({ node: rows[row]?.node }, true)}
      />
    </Box>
  );
}

/** Columns that can be sorted by: the largest first. */
const LENGTHS: ReadonlySet<string> = new Set<SpanColumn>(["queued", "ran"]);

function useColumns(
  rows: readonly SpanRow[],
  by: SpanColumn | null,
  onSort: (by: SpanColumn | null) => void,
): TableColumn[] {
  const { t, i18n } = useTranslation("run-time");
  const length = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : formatDuration(value, i18n.language);
  const cells: [string, string, boolean, (row: SpanRow) => ReactNode][] = [
    ["node", "2 1 0", false, (row) => <NodeCell row={row} />],
    ["state", "0 0 132px", false, ({ state }) => <StateBadge state={state} size="sm" />],
    ["try", "0 0 64px", true, ({ number }) => number ?? "–"],
    ["ready", "1 1 0", true, ({ ready }) => (ready === null ? "–" : `+${length(ready)}`)],
    ["queued", "1 1 0", true, ({ queued }) => length(queued)],
    ["ran", "1 1 0", false, ({ ran }) => length(ran)],
    ["worker", "1.6 1 0", true, ({ worker }) => <span title={worker ?? ""}>{worker ?? "–"}</span>],
  ];
  return cells.map(([key, flex, wide, render]) => ({
    key,
    flex,
    wide,
    label: t(`trace.${key as "node"}`),
    ...(LENGTHS.has(key) && {
      sort: {
        order: by === key ? ("descending" as const) : ("none" as const),
        onSort: () => onSort(by === key ? null : (key as SpanColumn)),
      },
    }),
    render: (row: number) => {
      const shown = rows[row];
      return shown === undefined ? null : render(shown);
    },
  }));
}

function NodeCell({ row }: { row: SpanRow }) {
  const { t } = useTranslation("run-time");
  return (
    <>
      <Text span inherit fw={500} title={row.node}>
        {row.node}
      </Text>{" "}
      {row.critical && (
        <Badge size="xs" color="orange" variant="light" tt="none">
          {t("timeline.critical")}
        </Badge>
      )}
    </>
  );
}
