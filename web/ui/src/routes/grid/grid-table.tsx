/// The grid itself: a table of which only the rows in sight are there, with one cell in the order of focus.
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GridColumn } from "../../api/graphs";
import classes from "./grid.module.css";
import { GridHead } from "./grid-head";
import { GridRow } from "./grid-row";
import { moved, type Spot } from "./moving";
import type { Row } from "./rows";
import type { Shown } from "./search";

/** Pixels of a row. */
const HEIGHT = 28;

interface GridTableProps {
  graph: string;
  columns: readonly GridColumn[];
  rows: readonly Row[];
  show: Shown;
  longest: number;
}

export function GridTable({ graph, columns, rows, show, longest }: GridTableProps) {
  const { t } = useTranslation("grid");
  const frame = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const open = useOpening();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
  });
  const facts = show === "time" ? [t("p50"), t("p95")] : [];
  const span = columns.length + facts.length + 1;
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(spot, event.key, { rows: rows.length, columns: columns.length });
    if (next === undefined) return;
    event.preventDefault();
    setSpot(next);
    virtual.scrollToIndex(next.row);
    requestAnimationFrame(() => focusOn(frame.current, next));
  };
  return (
    <div ref={frame} className={classes.frame}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are walked by arrow keys is a grid.
        role="grid"
        className={classes.table}
        aria-label={t("caption", { name: graph })}
        aria-rowcount={rows.length + 1}
        aria-colcount={span}
        onKeyDown={onKeyDown}
        onClick={open}
      >
        <GridHead columns={columns} facts={facts} />
        <tbody>
          <Gap height={above} span={span} />
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const column = spot.row === index ? spot.column : undefined;
            return <GridRow key={row.node} row={row} columns={columns} index={index} {...{ show, longest, column }} />;
          })}
          <Gap height={below} span={span} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are out of sight. */
function Gap({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

/** One listener for all cells: each is a real link, followed without loading the page anew. */
function useOpening() {
  const navigate = useNavigate();
  return (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const { run, node } = link?.dataset ?? {};
    if (run === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ to: "/runs/$run", params: { run }, search: node === undefined ? {} : { node } });
  };
}

function focusOn(frame: HTMLElement | null, { row, column }: Spot): void {
  frame?.querySelector<HTMLElement>(`[data-spot="${row}:${column}"]`)?.focus();
}
