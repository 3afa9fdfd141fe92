/// Paints the lines of a timeline that are in sight. No React, no DOM but the canvas it is given.
import type { NodeState } from "../../../api/runs";
import type { Lane, Stretch } from "./lanes";
import { type Scale, ticks, toX } from "./scale";

export const ROW = 24;
export const RULER = 28;
const BAR = 12;
const GAP = 8;

export interface Palette {
  text: string;
  quiet: string;
  line: string;
  surface: string;
  current: string;
  queue: string;
  critical: string;
  font: string;
  state: (state: NodeState) => string;
}

export interface Picture {
  lanes: readonly Lane[];
  /** Rows of the critical path, in its order. */
  path: readonly number[];
  scale: Scale;
  /** Pixels for the names at the left. */
  names: number;
  top: number;
  height: number;
  current: number;
  selected: number;
  /** A stretch that is being chosen with the pointer, in pixels of the plot. */
  band: readonly [number, number] | null;
  palette: Palette;
  tick: (time: number) => string;
}

/** The rows that are in sight. */
export function rowsInSight({ top, height, lanes }: Pick<Picture, "top" | "height" | "lanes">): [number, number] {
  const first = Math.max(0, Math.floor(top / ROW));
  return [first, Math.min(lanes.length, Math.ceil((top + height - RULER) / ROW))];
}

/** The row at a height of the canvas; -1 above and below all of them. */
export function rowAt(y: number, top: number, count: number): number {
  if (y < RULER) return -1;
  const row = Math.floor((y - RULER + top) / ROW);
  return row < count ? row : -1;
}

export function paint(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { names, scale, height, palette, band } = picture;
  const width = names + scale.width;
  ctx.clearRect(0, 0, width, height);
  ctx.font = palette.font;
  ctx.textBaseline = "middle";
  const [first, last] = rowsInSight(picture);
  paintGrid(ctx, picture);
  for (let row = first; row < last; row++) paintRow(ctx, picture, row);
  clipped(ctx, picture, () => paintPath(ctx, picture, first, last));
  if (band !== null) {
    ctx.globalAlpha = 0.18;
    ctx.fillStyle = palette.critical;
    ctx.fillRect(names + Math.min(...band), RULER, Math.abs(band[1] - band[0]), height - RULER);
    ctx.globalAlpha = 1;
  }
  paintRuler(ctx, picture);
}

function paintGrid(ctx: CanvasRenderingContext2D, { scale, names, height, palette }: Picture): void {
  ctx.fillStyle = palette.line;
  for (const time of ticks(scale)) ctx.fillRect(Math.round(names + toX(scale, time)), RULER, 1, height);
}

function paintRuler(ctx: CanvasRenderingContext2D, { scale, names, palette, tick }: Picture): void {
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, names + scale.width, RULER);
  ctx.fillStyle = palette.line;
  ctx.fillRect(0, RULER - 1, names + scale.width, 1);
  ctx.fillStyle = palette.quiet;
  for (const time of ticks(scale)) {
    const x = names + toX(scale, time);
    if (x < names + scale.width - 30) ctx.fillText(tick(time), x + 4, RULER / 2);
  }
}

function paintRow(ctx: CanvasRenderingContext2D, picture: Picture, row: number): void {
  const { lanes, names, scale, top, palette } = picture;
  const lane = lanes[row];
  if (lane === undefined) return;
  const y = RULER + row * ROW - top;
  if (row === picture.selected || row === picture.current) {
    ctx.globalAlpha = row === picture.selected ? 1 : 0.5;
    ctx.fillStyle = palette.current;
    ctx.fillRect(0, y, names + scale.width, ROW);
    ctx.globalAlpha = 1;
  }
  ctx.fillStyle = palette.text;
  ctx.fillText(shortened(ctx, lane.id, names - 2 * GAP), GAP, y + ROW / 2 + 1);
  clipped(ctx, picture, () => {
    for (const stretch of lane.stretches) paintStretch(ctx, picture, { lane, stretch, y });
  });
}

interface Placed {
  lane: Lane;
  stretch: Stretch;
  y: number;
}

function paintStretch(ctx: CanvasRenderingContext2D, { scale, names, palette }: Picture, { lane, stretch, y }: Placed) {
  const from = names + toX(scale, stretch.from);
  const length = Math.max(1.5, toX(scale, stretch.to) + names - from);
  if (from > names + scale.width || from + length < names) return;
  const bar = y + (ROW - BAR) / 2;
  if (stretch.kind === "wait") {
    ctx.fillStyle = palette.line;
    ctx.fillRect(from, y + ROW / 2 - 0.5, length, 1);
  } else if (stretch.kind === "queue") {
    ctx.fillStyle = palette.queue;
    ctx.fillRect(from, bar + BAR / 4, length, BAR / 2);
  } else {
    ctx.fillStyle = palette.state(stretch.state ?? lane.state);
    ctx.fillRect(from, bar, length, BAR);
  }
  if (lane.critical && stretch.kind !== "wait") {
    ctx.fillStyle = palette.critical;
    ctx.fillRect(from, bar + BAR + 1, length, 2);
  }
}

/** From the end of each node of the critical path to the beginning of the next. */
function paintPath(ctx: CanvasRenderingContext2D, picture: Picture, first: number, last: number): void {
  const { lanes, path, scale, names, top, palette } = picture;
  ctx.strokeStyle = palette.critical;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (let step = 1; step < path.length; step++) {
    const [before = 0, after = 0] = [path[step - 1], path[step]];
    if (Math.max(before, after) < first || Math.min(before, after) >= last) continue;
    const x = names + toX(scale, lanes[before]?.stretches.at(-1)?.to ?? 0);
    const middle = (row: number) => RULER + row * ROW - top + ROW / 2;
    ctx.moveTo(x, middle(before) + BAR / 2 + 2);
    ctx.lineTo(x, middle(after));
  }
  ctx.stroke();
}

function clipped(ctx: CanvasRenderingContext2D, { names, scale, height }: Picture, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(names, RULER, scale.width, height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** As much of a text as there is room for, its end left out. */
function shortened(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text;
  let [least, most] = [0, text.length];
  while (least < most) {
    const half = Math.ceil((least + most) / 2);
    if (ctx.measureText(`${text.slice(0, half)}…`).width <= room) least = half;
    else most = half - 1;
  }
  return `${text.slice(0, least)}…`;
}
