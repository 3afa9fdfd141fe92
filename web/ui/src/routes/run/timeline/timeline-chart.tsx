/// The timeline itself: one canvas over as many lines as there are, of which only those in sight are painted.
import { Paper, Text, VisuallyHidden } from "@mantine/core";
import { type CSSProperties, type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../components/moment/duration";
import { stepTo } from "../../../components/virtual-table/virtual-table";
import type { Lane } from "./lanes";
import { type Picture, paint, ROW, RULER } from "./painter";
import { panned, type Scale, zoomed } from "./scale";
import classes from "./timeline.module.css";
import { type Size, usePainting, useSize } from "./use-canvas";
import { useChartPointer } from "./use-chart-pointer";
import { useLaneText } from "./use-lane-text";
import { usePalette } from "./use-palette";

/** Pixels for names: a part of the width, up to the most that is of use. */
const NAMES = { part: 0.26, most: 190 };
const NEARER = 0.7;
const PAN = 0.2;

interface TimelineChartProps {
  lanes: readonly Lane[];
  /** Rows of the critical path, in its order. */
  path: readonly number[];
  end: number;
  range: readonly [number, number];
  selected: number;
  onOpen: (row: number) => void;
  onRange: (from: number, to: number) => void;
}

export function TimelineChart({ lanes, path, end, range, selected, onOpen, onRange }: TimelineChartProps) {
  const { t, i18n } = useTranslation("run-time");
  const scroll = useRef<HTMLElement>(null);
  const size = useSize(scroll);
  const [top, setTop] = useState(0);
  const [current, setCurrent] = useState(Math.max(0, selected));
  const say = useLaneText();
  const { names, scale } = useScale(size.width, range);
  const change = ({ from, to }: Scale) => onRange(from, to);
  const { hover, band, handlers } = useChartPointer({
    scale,
    names,
    count: lanes.length,
    top: () => scroll.current?.scrollTop ?? 0,
    onOpen: (row) => {
      setCurrent(row);
      onOpen(row);
    },
    onRange,
  });
  const at = hover?.row ?? current;
  const tick = (time: number) => formatDuration(time, i18n.language);
  const picture = { lanes, path, scale, names, top, height: size.height, current: at, selected, band, tick };
  useWheelZoom(scroll, (x, factor) => change(zoomed(scale, Math.max(0, x - names), factor, end)));
  useShown(scroll, selected);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepTo(event.key, current, lanes.length);
    const seen = seenWith(event.key, scale, end);
    if (next !== null) {
      setCurrent(next);
      showRow(scroll.current, next);
    } else if (event.key === "Enter") onOpen(current);
    else if (seen !== null) change(seen);
    else return;
    event.preventDefault();
  };
  const shown = hover && lanes[hover.row];
  const spoken = lanes[current];
  return (
    <>
      <section
        ref={scroll}
        className={classes.chart}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is walked through and zoomed by keys
        tabIndex={0}
        aria-label={t("timeline.chart")}
        aria-description={t("timeline.keys")}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <Painted picture={picture} size={size} />
        <div style={{ height: Math.max(0, lanes.length * ROW + RULER - size.height) }} />
        {shown && hover && <Tip text={say(shown)} place={tipPlace(hover, size.width, top)} />}
      </section>
      <VisuallyHidden aria-live="polite">{spoken && say(spoken)}</VisuallyHidden>
    </>
  );
}

/** The part for names, and the scale of what is beside it. */
function useScale(whole: number, [from, to]: readonly [number, number]): { names: number; scale: Scale } {
  const names = Math.min(NAMES.most, Math.round(whole * NAMES.part));
  const width = Math.max(1, whole - names);
  return { names, scale: useMemo(() => ({ from, to, width }), [from, to, width]) };
}

interface PaintedProps {
  picture: Omit<Picture, "palette">;
  size: Size;
}

function Painted({ picture, size }: PaintedProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  usePainting(canvas, size, (ctx) => paint(ctx, { ...picture, palette }));
  return (
    <canvas ref={canvas} className={classes.canvas} style={{ width: size.width, height: size.height }} aria-hidden />
  );
}

/** What is seen of the time after a key was pressed; null for keys that change nothing of it. */
function seenWith(key: string, scale: Scale, end: number): Scale | null {
  switch (key) {
    case "ArrowLeft":
      return panned(scale, -PAN, end);
    case "ArrowRight":
      return panned(scale, PAN, end);
    case "+":
    case "=":
      return zoomed(scale, scale.width / 2, NEARER, end);
    case "-":
      return zoomed(scale, scale.width / 2, 1 / NEARER, end);
    case "0":
      return { ...scale, from: 0, to: end };
    default:
      return null;
  }
}

function Tip({ text, place }: { text: string; place: CSSProperties }) {
  return (
    <Paper className={classes.tip} shadow="md" withBorder style={place}>
      <Text size="xs">{text}</Text>
    </Paper>
  );
}

const TIP = 260;

function tipPlace({ x, y }: { x: number; y: number }, width: number, top: number) {
  return { left: Math.max(4, Math.min(x + 12, width - TIP - 8)), top: top + y + 16, width: TIP };
}

function showRow(scroll: HTMLElement | null, row: number): void {
  if (scroll === null) return;
  const y = row * ROW;
  if (y < scroll.scrollTop) scroll.scrollTop = y;
  else if (y + ROW > scroll.scrollTop + scroll.clientHeight - RULER)
    scroll.scrollTop = y + ROW - scroll.clientHeight + RULER;
}

/** Brings the node that is looked at into sight once. */
function useShown(scroll: RefObject<HTMLElement | null>, row: number): void {
  useEffect(() => {
    if (row >= 0) showRow(scroll.current, row);
  }, [scroll, row]);
}

/** Zooms with the wheel and Ctrl, as maps do. The wheel alone scrolls. */
function useWheelZoom(scroll: RefObject<HTMLElement | null>, zoom: (x: number, factor: number) => void): void {
  const latest = useRef(zoom);
  useEffect(() => {
    latest.current = zoom;
  });
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current(event.clientX - element.getBoundingClientRect().left, event.deltaY > 0 ? 1 / NEARER : NEARER);
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [scroll]);
}
