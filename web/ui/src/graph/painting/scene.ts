/// Painting what lies behind the cards.
import { edgesIn, groupBox, groupsIn, nodesIn } from "../culling";
import type { Drawing } from "../drawing";
import { ACTIVE, ADDED, CHOSEN, CRITICAL, DIMMED, type Emphasis, PLAIN, REMOVED } from "../emphasis";
import { type Size, type Viewport, visibleBox } from "../geometry";
import { paintCells, type StateOf } from "./cells";
import { traceEdge } from "./curves";
import type { Palette } from "./palette";

/** Everything that one frame of the canvas behind the nodes shows. */
export interface Scene {
  readonly drawing: Drawing;
  readonly emphasis: Emphasis;
  readonly palette: Palette;
  /** Nodes are painted as cells, for they are too small to be read. */
  readonly cells: boolean;
  readonly stateOf: StateOf;
  readonly selection: ReadonlySet<string>;
}

/** Below this zoom curves are told from straight lines by nobody. */
const COARSE_BELOW = 0.12;

/** Paint one frame. `ratio` is the number of device pixels per CSS pixel. */
export function paintScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  viewport: Viewport,
  screen: Size,
  ratio: number,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const scale = viewport.zoom * ratio;
  context.setTransform(scale, 0, 0, scale, viewport.x * ratio, viewport.y * ratio);
  const view = visibleBox(viewport, screen);
  paintGroups(context, scene, groupsIn(scene.drawing, view), viewport.zoom);
  paintEdges(context, scene, edgesIn(scene.drawing, view), viewport.zoom);
  if (scene.cells) paintCells(context, scene, nodesIn(scene.drawing, view), viewport.zoom);
}

function paintGroups(context: CanvasRenderingContext2D, scene: Scene, groups: readonly number[], zoom: number): void {
  context.fillStyle = scene.palette.groupFill;
  context.strokeStyle = scene.palette.groupBorder;
  context.lineWidth = 1 / Math.min(1, zoom);
  for (const group of groups) {
    const box = groupBox(scene.drawing, group);
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, 10);
    context.fill();
    context.stroke();
  }
}

/** Lines never get thinner on the screen than this share of their width. */
const LEAST_WIDTH = 0.45;
/** Seen from afar thousands of edges would hide the cells: they fade below this zoom, down to this opacity. */
const FADE_BELOW = 0.2;
const LEAST_OPACITY = 0.3;

/** Emphasised edges come last, to lie above the others. */
const ORDER = [DIMMED, PLAIN, ACTIVE, REMOVED, ADDED, CRITICAL, CHOSEN] as const;
/** These never fade. */
const STRONG: ReadonlySet<number> = new Set([CRITICAL, CHOSEN, ADDED, REMOVED]);
/** What has no data is dashed, what is gone dotted. */
const DASHED = [6, 5];
const DOTTED = [2, 4];
/** Edges per stroke: one path of thousands is slower than some of a few hundred. */
const BATCH = 300;

function paintEdges(context: CanvasRenderingContext2D, scene: Scene, edges: readonly number[], zoom: number): void {
  const { palette, emphasis, drawing } = scene;
  const looks = {
    [DIMMED]: { colour: palette.edgeDimmed, width: 1.25 },
    [PLAIN]: { colour: palette.edge, width: 1.5 },
    [ACTIVE]: { colour: palette.edgeActive, width: 2 },
    [CRITICAL]: { colour: palette.critical, width: 3 },
    [CHOSEN]: { colour: palette.selected, width: 3 },
    [ADDED]: { colour: palette.added, width: 3 },
    [REMOVED]: { colour: palette.removed, width: 2 },
  };
  const coarse = zoom < COARSE_BELOW;
  const opacity = Math.min(1, Math.max(LEAST_OPACITY, zoom / FADE_BELOW));
  const present = new Set(edges.map((edge) => emphasis.edges[edge]));
  for (const style of ORDER) {
    if (!present.has(style)) continue;
    context.strokeStyle = looks[style].colour;
    context.lineWidth = Math.max(looks[style].width, (looks[style].width * LEAST_WIDTH) / zoom);
    context.globalAlpha = STRONG.has(style) ? 1 : opacity;
    for (const dashed of [false, true]) {
      const same = edges.filter((edge) => emphasis.edges[edge] === style && isOrder(drawing, edge) === dashed);
      context.setLineDash(style === REMOVED ? DOTTED : dashed ? DASHED : []);
      for (let from = 0; from < same.length; from += BATCH) {
        context.beginPath();
        for (const edge of same.slice(from, from + BATCH)) traceEdge(context, drawing, edge, coarse);
        context.stroke();
      }
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function isOrder(drawing: Drawing, edge: number): boolean {
  return drawing.shape.edges[edge]?.kind === "order";
}
