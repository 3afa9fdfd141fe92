/// Painting the minimap.
import { type Drawing, nodeBox } from "../drawing";
import { type Size, type Viewport, visibleBox } from "../geometry";
import type { Box, Point } from "../shape";
import type { StateOf } from "./cells";
import type { Palette } from "./palette";

/** How the whole drawing fits into the minimap. */
export function minimapScale(bounds: Box, map: Size): Viewport {
  const zoom = Math.min(map.width / Math.max(1, bounds.width), map.height / Math.max(1, bounds.height)) * 0.94;
  return {
    zoom,
    x: (map.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: (map.height - bounds.height * zoom) / 2 - bounds.y * zoom,
  };
}

/** Paint all nodes as dots in the colours of their states. */
export function paintMinimap(
  context: CanvasRenderingContext2D,
  drawing: Drawing,
  palette: Palette,
  stateOf: StateOf,
  map: Size,
  ratio: number,
): void {
  const scale = minimapScale(drawing.bounds, map);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, map.width, map.height);
  drawing.shape.nodes.forEach((node, number) => {
    const box = nodeBox(drawing, number);
    context.fillStyle = palette.states.get(stateOf(node.id) ?? "") ?? palette.neutral;
    context.fillRect(
      box.x * scale.zoom + scale.x,
      box.y * scale.zoom + scale.y,
      Math.max(1, box.width * scale.zoom),
      Math.max(1, box.height * scale.zoom),
    );
  });
}

/** What the screen shows, in pixels of the minimap. */
export function viewInMinimap(bounds: Box, map: Size, viewport: Viewport, screen: Size): Box {
  const scale = minimapScale(bounds, map);
  const view = visibleBox(viewport, screen);
  return {
    x: view.x * scale.zoom + scale.x,
    y: view.y * scale.zoom + scale.y,
    width: view.width * scale.zoom,
    height: view.height * scale.zoom,
  };
}

/** The point of the drawing under a point of the minimap. */
export function fromMinimap(bounds: Box, map: Size, point: Point): Point {
  const scale = minimapScale(bounds, map);
  return { x: (point.x - scale.x) / scale.zoom, y: (point.y - scale.y) / scale.zoom };
}
