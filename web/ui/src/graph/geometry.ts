/// Screen and drawing.
import type { Box, Point } from "./shape";

/** How the drawing lies on the screen: screen = drawing * zoom + (x, y). The same as React Flow's. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const LEAST_ZOOM = 0.004;
export const MOST_ZOOM = 2;

export function clampZoom(zoom: number, most = MOST_ZOOM): number {
  return Math.min(most, Math.max(LEAST_ZOOM, zoom));
}

/** The viewport that shows the whole box, centred, with a margin, at no more than `mostZoom`. */
export function fitBox(box: Box, screen: Size, margin = 32, mostZoom = 1): Viewport {
  const width = Math.max(1, screen.width - 2 * margin);
  const height = Math.max(1, screen.height - 2 * margin);
  const zoom = clampZoom(Math.min(width / Math.max(1, box.width), height / Math.max(1, box.height)), mostZoom);
  return centreOn({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, screen, zoom);
}

/** The viewport with a point of the drawing in its middle. */
export function centreOn(point: Point, screen: Size, zoom: number): Viewport {
  return { x: screen.width / 2 - point.x * zoom, y: screen.height / 2 - point.y * zoom, zoom };
}

/** The part of the drawing that is on the screen, and `margin` screen pixels around it. */
export function visibleBox(viewport: Viewport, screen: Size, margin = 0): Box {
  return {
    x: (-viewport.x - margin) / viewport.zoom,
    y: (-viewport.y - margin) / viewport.zoom,
    width: (screen.width + 2 * margin) / viewport.zoom,
    height: (screen.height + 2 * margin) / viewport.zoom,
  };
}

export function toDrawing(point: Point, viewport: Viewport): Point {
  return { x: (point.x - viewport.x) / viewport.zoom, y: (point.y - viewport.y) / viewport.zoom };
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

export function middleOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
