/// A table of any length: only the rows in sight are drawn. Arrow keys walk, Enter opens.
import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import classes from "./virtual-table.module.css";

const ROW = 36;
const PAGE = 12;

export interface TableColumn {
  key: string;
  label: string;
  /** How wide it is, as CSS `flex`. */
  flex: string;
  /** Left out where there is little room. */
  wide?: boolean;
  sort?: { order: "ascending" | "descending" | "none"; onSort: () => void };
  render: (row: number) => ReactNode;
}

interface VirtualTableProps {
  label: string;
  /** How to move about by keyboard, for screen readers. */
  keys: string;
  columns: readonly TableColumn[];
  count: number;
  /** Something that stays with a row when the order changes. */
  rowKey: (row: number) => string | number;
  /** The row that is open; -1 for none. */
  selected?: number;
  onOpen?: (row: number) => void;
}

export function VirtualTable(props: VirtualTableProps) {
  const { label, keys, columns, count, rowKey, selected = -1, onOpen } = props;
  const prefix = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const [walked, setWalked] = useState(Math.max(0, selected));
  const at = Math.min(walked, count - 1);
  const walk = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const next = stepTo(event.key, at, count);
    if (event.key === "Enter") onOpen?.(at);
    else if (next === null) return;
    event.preventDefault();
    if (next === null) return;
    setWalked(next);
    virtual.scrollToIndex(next);
  };
  const openRow = (row: number) => {
    setWalked(row);
    onOpen?.(row);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are not drawn cannot be rows of a table element
    <div
      className={classes.grid}
      role="grid"
      aria-label={label}
      aria-description={keys}
      aria-rowcount={count + 1}
      aria-activedescendant={`${prefix}-${at}`}
      tabIndex={0}
      onKeyDown={walk}
    >
      <Head columns={columns} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div ref={scroll} className={classes.scroll} role="rowgroup">
        <div style={{ height: virtual.getTotalSize(), position: "relative" }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => (
            <Row
              key={rowKey(index)}
              id={`${prefix}-${index}`}
              row={index}
              top={start}
              columns={columns}
              current={index === at}
              selected={index === selected}
              onOpen={onOpen && (() => openRow(index))}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The row that a key leads to; null for keys that lead nowhere. */
export function stepTo(key: string, at: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = steps[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, at + step));
}

function Head({ columns }: { columns: readonly TableColumn[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: its headings take the focus
    <div className={classes.row} role="row" aria-rowindex={1} data-head>
      {columns.map(({ key, label, flex, wide, sort }) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: the button in it takes the focus
        <div
          key={key}
          role="columnheader"
          aria-sort={sort?.order ?? "none"}
          className={classes.cell}
          data-wide={wide || undefined}
          style={{ flex }}
        >
          {sort === undefined ? label : <SortButton label={label} {...sort} />}
        </div>
      ))}
    </div>
  );
}

function SortButton({ label, order, onSort }: { label: string; order: string; onSort: () => void }) {
  const Arrow = order === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <UnstyledButton fz="sm" fw={600} onClick={onSort}>
      {label} {order !== "none" && <Arrow size={13} aria-hidden />}
    </UnstyledButton>
  );
}

interface RowProps {
  id: string;
  row: number;
  top: number;
  columns: readonly TableColumn[];
  current: boolean;
  selected: boolean;
  onOpen: (() => void) | undefined;
}

function Row({ id, row, top, columns, current, selected, onOpen }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the grid around it
    // biome-ignore lint/a11y/useFocusableInteractive: the grid around it has the focus
    <div
      id={id}
      className={classes.row}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={selected}
      data-current={current || undefined}
      data-opens={onOpen !== undefined || undefined}
      style={{ position: "absolute", top: 0, transform: `translateY(${top}px)`, height: ROW }}
      onClick={onOpen}
    >
      {columns.map(({ key, flex, wide, render }) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: the grid around it has the focus
        <div key={key} role="gridcell" className={classes.cell} data-wide={wide || undefined} style={{ flex }}>
          {render(row)}
        </div>
      ))}
    </div>
  );
}
