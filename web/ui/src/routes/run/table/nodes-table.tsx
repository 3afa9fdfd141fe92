/// The nodes of a run as rows, of which only those in sight are drawn.
import { Box, Code, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../components/moment/duration";
import { useNow } from "../../../components/moment/use-now";
import { StateBadge } from "../../../components/state/state-badge";
import { handlerAt, idAt, stateAt, timesAt } from "../board";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { NodeFilters } from "./node-filters";
import classes from "./nodes-table.module.css";
import { type Column, found, ranAt, type Sort, sorted } from "./rows";

const ROW = 36;
const COLUMNS: readonly Column[] = ["node", "state", "handler", "attempts", "started", "ran"];

export function NodesTable() {
  const { t } = useTranslation("run");
  const board = useBoard();
  const [search] = useRunSearch();
  const [sort, setSort] = useState<Sort | null>(null);
  const rows = useMemo(
    () => sorted(board, found(board, search.state, search.text), sort),
    [board, search.state, search.text, sort],
  );
  return (
    <Box className={classes.pane}>
      <NodeFilters shown={rows.length} />
      {rows.length === 0 ? <Text>{t("none")}</Text> : <Rows rows={rows} sort={sort} onSort={setSort} />}
    </Box>
  );
}

interface RowsProps {
  rows: readonly number[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}

function Rows({ rows, sort, onSort }: RowsProps) {
  const { t } = useTranslation("run");
  const board = useBoard();
  const [search, change] = useRunSearch();
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const chosen = search.node === undefined ? -1 : rows.indexOf(board.places.get(search.node) ?? -1);
  const [at, setAt] = useState(Math.max(0, chosen));
  const walk = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      change({ node: idAt(board, rows[at] ?? 0) }, true);
      return;
    }
    const next = stepTo(event.key, at, rows.length);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    virtual.scrollToIndex(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are not drawn cannot be rows of a table element
    <div
      className={classes.grid}
      role="grid"
      aria-label={t("caption")}
      aria-description={t("keyboardTable")}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={`row-${rows[at]}`}
      tabIndex={0}
      onKeyDown={walk}
    >
      <Head sort={sort} onSort={onSort} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div ref={scroll} className={classes.scroll} role="rowgroup">
        <div style={{ height: virtual.getTotalSize(), position: "relative" }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => (
            <Row
              key={rows[index]}
              place={rows[index] ?? 0}
              index={index}
              top={start}
              current={index === at}
              chosen={index === chosen}
              onChoose={() => {
                setAt(index);
                change({ node: idAt(board, rows[index] ?? 0) }, true);
              }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The row that a key leads to; null for keys that lead nowhere. */
function stepTo(key: string, at: number, count: number): number | null {
  const page = 12;
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = steps[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, at + step));
}

function Head({ sort, onSort }: { sort: Sort | null; onSort: (sort: Sort | null) => void }) {
  const { t } = useTranslation("run");
  const next = (by: Column): Sort | null => {
    if (sort?.by !== by) return { by, down: false };
    return sort.down ? null : { by, down: true };
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: its headings take the focus
    <div className={classes.row} role="row" aria-rowindex={1} data-head>
      {COLUMNS.map((column) => {
        const sorting = sort?.by === column ? (sort.down ? "descending" : "ascending") : "none";
        const Arrow = sorting === "descending" ? IconArrowDown : IconArrowUp;
        return (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: the button in it takes the focus
          <div key={column} role="columnheader" aria-sort={sorting} className={classes.cell} data-column={column}>
            <UnstyledButton fz="sm" fw={600} onClick={() => onSort(next(column))}>
              {t(column)} {sorting !== "none" && <Arrow size={13} aria-hidden />}
            </UnstyledButton>
          </div>
        );
      })}
    </div>
  );
}

interface RowProps {
  place: number;
  index: number;
  top: number;
  current: boolean;
  chosen: boolean;
  onChoose: () => void;
}

function Row({ place, index, top, current, chosen, onChoose }: RowProps) {
  const board = useBoard();
  const { started } = timesAt(board, place);
  const { i18n } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the group around it
    // biome-ignore lint/a11y/useFocusableInteractive: the group around it has the focus
    <div
      id={`row-${place}`}
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-current={current || undefined}
      style={{ position: "absolute", top: 0, transform: `translateY(${top}px)`, height: ROW }}
      onClick={onChoose}
    >
      <Cell column="node">
        <Text span inherit truncate fw={500} title={idAt(board, place)}>
          {idAt(board, place)}
        </Text>
      </Cell>
      <Cell column="state">
        <StateBadge state={stateAt(board, place)} size="sm" />
      </Cell>
      <Cell column="handler">
        <Code>{handlerAt(board, place)}</Code>
      </Cell>
      <Cell column="attempts">{board.states.attempts[place] || "–"}</Cell>
      <Cell column="started">{started === null ? "–" : `+${formatDuration(started, i18n.language)}`}</Cell>
      <Cell column="ran">
        {stateAt(board, place) === "running" ? <Running place={place} /> : <Ran place={place} />}
      </Cell>
    </div>
  );
}

function Cell({ column, children }: { column: Column; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the group of rows has the focus
    <div role="gridcell" className={classes.cell} data-column={column}>
      {children}
    </div>
  );
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
