/// The pointer on the timeline: it shows a line, opens its node, and chooses a stretch of time by dragging.
import { type PointerEvent, useRef, useState } from "react";
import { rowAt } from "./painter";
import { type Scale, toTime } from "./scale";

/** Pixels that a press may move and still be a click. */
const STILL = 4;

interface ChartPointerProps {
  scale: Scale;
  names: number;
  count: number;
  /** How far the lines are scrolled. */
  top: () => number;
  onOpen: (row: number) => void;
  onRange: (from: number, to: number) => void;
}

export interface Hover {
  row: number;
  x: number;
  y: number;
}

export function useChartPointer({ scale, names, count, top, onOpen, onRange }: ChartPointerProps) {
  const [hover, setHover] = useState<Hover | null>(null);
  const [band, setBand] = useState<readonly [number, number] | null>(null);
  const pressed = useRef<{ x: number; row: number } | null>(null);
  const where = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return { x: x - names, y, row: rowAt(y, top(), count) };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const { x, row } = where(event);
    pressed.current = { x, row };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { x, y, row } = where(event);
    const start = pressed.current;
    if (start !== null && start.x >= 0 && Math.abs(x - start.x) > STILL) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setBand([start.x, Math.max(0, x)]);
    }
    setHover(row < 0 || start !== null ? null : { row, x: x + names, y });
  };
  const onPointerUp = () => {
    const start = pressed.current;
    pressed.current = null;
    setBand(null);
    if (band !== null) onRange(toTime(scale, Math.min(...band)), toTime(scale, Math.max(...band)));
    else if (start !== null && start.row >= 0) onOpen(start.row);
  };
  const onPointerLeave = () => setHover(null);
  const onPointerCancel = () => {
    pressed.current = null;
    setBand(null);
  };
  return { hover, band, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerLeave, onPointerCancel } };
}
