/// Lines of a log: any number of them, of which only those in view are drawn; with colours, folds and marks.
import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { keyOf, type LogLine } from "./line";
import { LogLineRow } from "./log-line-row";
import classes from "./log-lines.module.css";
import { type Edge, useFollowing } from "./use-following";

export interface LogLinesProps {
  /** In the order in which they are shown. */
  lines: readonly LogLine[];
  /** What these lines are, for who hears the page. */
  label: string;
  /** Any CSS height; by default that of the parent. */
  height?: number | string;
  /** Long lines go on in the next row instead of to the right. */
  wrap?: boolean;
  /** Show when each was said. */
  times?: boolean;
  /** What is searched for, to be marked; nothing is filtered. */
  mark?: string;
  /** The key (`keyOf`) of the line to bring into view and to frame. */
  target?: string | undefined;
  /** Keep the newest line in view. */
  following?: boolean;
  /** Where the newest line is. */
  newest?: Edge;
  /** Somebody scrolled away from the newest line, or back to it. */
  onFollowing?: (following: boolean) => void;
  /** The time of a line was pressed: show the address of this line. */
  onPick?: (line: LogLine) => void;
  /** The first, or the last, lines are in view: fetch what comes before, or after. */
  onStart?: () => void;
  onEnd?: () => void;
  /** Where a line comes from, when that is not the same for all. Has to be the same function from one drawing to the next. */
  source?: (line: LogLine) => ReactNode;
}

/** Pixels of a line of one row. */
const ROW = 20;
/** Lines drawn beyond what is in view. */
const BEYOND = 20;

export function LogLines(props: LogLinesProps) {
  const { lines, label, height = "100%", wrap = false, target } = props;
  const { following = false, newest = "end", onFollowing, onStart, onEnd } = props;
  const list = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    getItemKey: (index) => keyed(lines, index),
    overscan: BEYOND,
  });
  const drawn = rows.getVirtualItems();
  const scrolled = useFollowing(list, { following, edge: newest, onChange: onFollowing });
  useEffect(() => {
    if (following && lines.length > 0) rows.scrollToIndex(newest === "end" ? lines.length - 1 : 0);
  }, [following, newest, lines, rows]);
  useTarget(target, lines, (index) => rows.scrollToIndex(index, { align: "center" }));
  useEdges(drawn.at(0)?.index, drawn.at(-1)?.index, { count: lines.length, onStart, onEnd });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a list of this kind is drawn in part, at places of its own
    <div
      ref={list}
      className={classes.list}
      data-wrap={wrap || undefined}
      style={{ height }}
      role="list"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      onScroll={scrolled}
    >
      <div className={classes.all} style={{ height: rows.getTotalSize() }} role="presentation">
        <DrawnRows {...props} rows={drawn} measure={rows.measureElement} />
      </div>
    </div>
  );
}

interface DrawnRowsProps extends LogLinesProps {
  rows: VirtualItem[];
  measure: (element: HTMLDivElement | null) => void;
}

function DrawnRows({ rows, measure, lines, ...props }: DrawnRowsProps) {
  const { mark = "", times = true, target, onPick, source } = props;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((key: string) => setOpen((before) => toggled(before, key)), []);
  return rows.map(({ key, index, start }) => {
    const line = lines[index];
    if (line === undefined) return null;
    return (
      // biome-ignore lint/a11y/useSemanticElements: as above
      <div
        key={key}
        ref={measure}
        data-index={index}
        className={classes.row}
        style={{ transform: `translateY(${start}px)` }}
        role="listitem"
        aria-posinset={index + 1}
        aria-setsize={lines.length}
      >
        <LogLineRow
          line={line}
          source={source?.(line)}
          mark={mark}
          times={times}
          open={open.has(String(key))}
          target={key === target}
          onToggle={toggle}
          onPick={onPick}
        />
      </div>
    );
  });
}

function keyed(lines: readonly LogLine[], index: number): string {
  const line = lines[index];
  return line === undefined ? String(index) : keyOf(line);
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return keys.has(key) ? new Set([...keys].filter((each) => each !== key)) : new Set([...keys, key]);
}

/** Bring a line into view, once for each that is named, as soon as it is there. */
function useTarget(target: string | undefined, lines: readonly LogLine[], show: (index: number) => void): void {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (target === undefined || shown.current === target) return;
    const index = lines.findIndex((line) => keyOf(line) === target);
    if (index < 0) return;
    shown.current = target;
    show(index);
  }, [target, lines, show]);
}

interface Edges {
  count: number;
  onStart: (() => void) | undefined;
  onEnd: (() => void) | undefined;
}

/** Say that the first or the last lines are drawn. */
function useEdges(first: number | undefined, last: number | undefined, { count, onStart, onEnd }: Edges): void {
  useEffect(() => {
    if (first === 0) onStart?.();
  }, [first, onStart]);
  useEffect(() => {
    if (last !== undefined && last === count - 1) onEnd?.();
  }, [last, count, onEnd]);
}
