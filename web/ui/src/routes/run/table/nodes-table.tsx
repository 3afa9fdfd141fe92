/// The nodes of a run as rows, for those who read tables and for graphs that are too large to be looked at.
import { Box, Code, Text } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../components/moment/duration";
import { useNow } from "../../../components/moment/use-now";
import { StateBadge } from "../../../components/state/state-badge";
import { type TableColumn, VirtualTable } from "../../../components/virtual-table/virtual-table";
import { handlerAt, idAt, stateAt, timesAt } from "../board";
import classes from "../run.module.css";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { NodeFilters } from "./node-filters";
import { type Column, found, ranAt, type Sort, sorted } from "./rows";

export function NodesTable() {
  const { t } = useTranslation("run");
  const board = useBoard();
  const [search, change] = useRunSearch();
  const [sort, setSort] = useState<Sort | null>(null);
  const rows = useMemo(
    () => sorted(board, found(board, search.state, search.text), sort),
    [board, search.state, search.text, sort],
  );
  const columns = useColumns(rows, sort, setSort);
  const selected = search.node === undefined ? -1 : rows.indexOf(board.places.get(search.node) ?? -1);
  return (
    <Box className={classes.pane}>
      <NodeFilters shown={rows.length} />
      {rows.length === 0 ? (
        <Text>{t("none")}</Text>
      ) : (
        <VirtualTable
          label={t("caption")}
          keys={t("keyboardTable")}
          columns={columns}
          count={rows.length}
          rowKey={(row) => rows[row] ?? row}
          selected={selected}
          onOpen={(row) => change({ node: idAt(board, rows[row] ?? 0) }, true)}
        />
      )}
    </Box>
  );
}

const FLEX: Readonly<Record<Column, string>> = {
  node: "2.4 1 0",
  state: "0 0 132px",
  handler: "1.6 1 0",
  attempts: "0 0 96px",
  started: "1 1 0",
  ran: "1 1 0",
};
const WIDE: ReadonlySet<Column> = new Set(["handler", "attempts", "started"]);

function useColumns(rows: readonly number[], sort: Sort | null, onSort: (sort: Sort | null) => void): TableColumn[] {
  const { t } = useTranslation("run");
  const cells: Record<Column, (place: number) => ReactNode> = {
    node: (place) => <Name place={place} />,
    state: (place) => <State place={place} />,
    handler: (place) => <Handler place={place} />,
    attempts: (place) => <Attempts place={place} />,
    started: (place) => <Started place={place} />,
    ran: (place) => <RanCell place={place} />,
  };
  return (Object.keys(cells) as Column[]).map((column) => ({
    key: column,
    label: t(column),
    flex: FLEX[column],
    wide: WIDE.has(column),
    sort: {
      order: sort?.by !== column ? "none" : sort.down ? "descending" : "ascending",
      onSort: () => onSort(nextSort(sort, column)),
    },
    render: (row) => cells[column](rows[row] ?? 0),
  }));
}

/** Up, then down, then as the plan has them. */
function nextSort(sort: Sort | null, by: Column): Sort | null {
  if (sort?.by !== by) return { by, down: false };
  return sort.down ? null : { by, down: true };
}

function Name({ place }: { place: number }) {
  const id = idAt(useBoard(), place);
  return (
    <Text span inherit fw={500} title={id}>
      {id}
    </Text>
  );
}

function State({ place }: { place: number }) {
  return <StateBadge state={stateAt(useBoard(), place)} size="sm" />;
}

function Handler({ place }: { place: number }) {
  return <Code>{handlerAt(useBoard(), place)}</Code>;
}

function Attempts({ place }: { place: number }) {
  return useBoard().states.attempts[place] || "–";
}

function Started({ place }: { place: number }) {
  const { i18n } = useTranslation();
  const { started } = timesAt(useBoard(), place);
  return started === null ? "–" : `+${formatDuration(started, i18n.language)}`;
}

function RanCell({ place }: { place: number }) {
  return stateAt(useBoard(), place) === "running" ? <Running place={place} /> : <Ran place={place} />;
}

function Running({ place }: { place: number }) {
  const board = useBoard();
  return <Ran place={place} now={useNow() - Date.parse(board.states.created)} />;
}

function Ran({ place, now = 0 }: { place: number; now?: number }) {
  const { i18n } = useTranslation();
  const ran = ranAt(useBoard(), place, now);
  return ran === null ? "–" : formatDuration(ran, i18n.language);
}
