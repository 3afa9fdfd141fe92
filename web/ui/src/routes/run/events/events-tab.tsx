/// What has happened to the run, newest first, growing while one looks.
import { Box, Code, SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { operationsQuery } from "../../../api/run-view";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { StateBadge } from "../../../components/state/state-badge";
import { type TableColumn, VirtualTable } from "../../../components/virtual-table/virtual-table";
import { momentOf } from "../board";
import classes from "../run.module.css";
import { useTrace } from "../timeline/use-trace";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { type Happening, happeningsOf } from "./happenings";

const KINDS = ["all", "troubles", "operations"] as const;
type Kind = (typeof KINDS)[number];

export function EventsTab() {
  const { t } = useTranslation(["run-time", "run"]);
  const board = useBoard();
  const [, change] = useRunSearch();
  const [kind, setKind] = useState<Kind>("all");
  const trace = useTrace();
  const { data: done } = useQuery(operationsQuery(board.run, momentOf(board)));
  const all = useMemo(() => (trace.data ? happeningsOf(trace.data, done ?? []) : []), [trace.data, done]);
  const shown = useMemo(() => all.filter((each) => isOf(each, kind)), [all, kind]);
  const columns = useColumns(shown);
  if (trace.isPending) return <PageLoading />;
  if (!trace.data) return trace.error && <ProblemAlert error={trace.error} onRetry={() => void trace.refetch()} />;
  return (
    <Box className={classes.pane}>
      <SegmentedControl
        size="xs"
        w="fit-content"
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        aria-label={t("events.which")}
        data={KINDS.map((value) => ({ value, label: t(`events.${value}`) }))}
      />
      {shown.length === 0 ? (
        <Text size="sm">{t("events.none")}</Text>
      ) : (
        <VirtualTable
          label={t("events.caption")}
          keys={t("run:keyboardTable")}
          columns={columns}
          count={shown.length}
          rowKey={(row) => shown[row]?.key ?? row}
          onOpen={(row) => {
            const about = shown[row];
            if (about !== undefined && "node" in about) change({ node: about.node }, true);
          }}
        />
      )}
    </Box>
  );
}

function isOf(each: Happening, kind: Kind): boolean {
  if (kind === "all") return true;
  if (kind === "operations") return each.kind === "operation";
  return (each.kind === "tried" || each.kind === "ended") && each.state !== "succeeded";
}

function useColumns(shown: readonly Happening[]): TableColumn[] {
  const { t, i18n } = useTranslation("run-time");
  const time = new Intl.DateTimeFormat(i18n.language, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
  });
  const render = (draw: (each: Happening) => ReactNode) => (row: number) => {
    const each = shown[row];
    return each === undefined ? null : draw(each);
  };
  return [
    { key: "at", label: t("events.at"), flex: "0 0 190px", render: render(({ at }) => time.format(at)) },
    { key: "what", label: t("events.what"), flex: "1.4 1 0", render: render((each) => <What happening={each} />) },
    { key: "node", label: t("events.node"), flex: "1.2 1 0", render: render((each) => <About happening={each} />) },
    { key: "more", label: t("events.more"), flex: "1.6 1 0", wide: true, render: render((each) => moreOf(each)) },
  ];
}

function What({ happening }: { happening: Happening }) {
  const { t } = useTranslation(["run-time", "run-operations"]);
  if (happening.kind === "operation") {
    const { kind, by } = happening.done;
    return t("events.operation", { what: t(`run-operations:kind.${kind}`), who: by });
  }
  if (happening.kind === "started") return t("events.started", { number: happening.number });
  if (happening.kind === "created") return t("events.created");
  return (
    <>
      {happening.kind === "tried" ? t("events.tried", { number: happening.number }) : t("events.ended")}{" "}
      <StateBadge state={happening.state} size="sm" />
    </>
  );
}

function About({ happening }: { happening: Happening }) {
  const { plan } = useBoard();
  if ("node" in happening) return <b>{happening.node}</b>;
  const index = happening.kind === "operation" ? happening.done.index : null;
  return index === null ? null : <b>{plan.ids[index]}</b>;
}

function moreOf(each: Happening): ReactNode {
  if (each.kind === "operation") return each.done.why;
  if (each.kind === "started") return each.worker && <Code>{each.worker}</Code>;
  return each.kind === "tried" ? each.reason : null;
}
