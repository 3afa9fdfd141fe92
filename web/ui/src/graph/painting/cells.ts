/// Nodes seen from afar.
import { type Drawing, nodeBox } from "../drawing";
import type { Emphasis } from "../emphasis";
import type { Box } from "../shape";
import type { Palette } from "./palette";
import { lookOf } from "./state-looks";

/** The state of a node by its id, if it has one. */
export type StateOf = (id: string) => string | undefined;

interface CellScene {
  readonly drawing: Drawing;
  readonly emphasis: Emphasis;
  readonly palette: Palette;
  readonly stateOf: StateOf;
  readonly selection: ReadonlySet<string>;
}

/** Cells of at least this many screen pixels in height show the shape of their state too. */
const GLYPH_FROM = 7;
const DIMMED_ALPHA = 0.25;

/** Paint nodes as cells in the colours of their states, with the state's shape where it can be made out. */
export function paintCells(
  context: CanvasRenderingContext2D,
  scene: CellScene,
  nodes: readonly number[],
  zoom: number,
): void {
  for (const [state, members] of byState(scene, nodes)) {
    context.fillStyle = scene.palette.states.get(state) ?? scene.palette.neutral;
    for (const dimmed of [false, true]) {
      context.globalAlpha = dimmed ? DIMMED_ALPHA : 1;
      for (const node of members) {
        if (Boolean(scene.emphasis.dimmed?.[node]) !== dimmed) continue;
        const box = nodeBox(scene.drawing, node);
        context.fillRect(box.x, box.y, box.width, box.height);
        if (box.height * zoom >= GLYPH_FROM) paintGlyph(context, box, state, scene.palette);
      }
    }
  }
  context.globalAlpha = 1;
  outline(context, scene, nodes, zoom);
}

function byState(scene: CellScene, nodes: readonly number[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const node of nodes) {
    const state = scene.stateOf(scene.drawing.shape.nodes[node]?.id ?? "") ?? "";
    const group = groups.get(state);
    if (group) group.push(node);
    else groups.set(state, [node]);
  }
  return groups;
}

const glyphs = new Map<string, Path2D>();

function glyphOf(state: string): Path2D {
  const known = glyphs.get(state);
  if (known) return known;
  const glyph = new Path2D(lookOf(state).outline);
  glyphs.set(state, glyph);
  return glyph;
}

function paintGlyph(context: CanvasRenderingContext2D, box: Box, state: string, palette: Palette): void {
  const size = Math.min(box.width, box.height) * 0.7;
  const fill = context.fillStyle;
  context.save();
  context.translate(box.x + (box.width - size) / 2, box.y + (box.height - size) / 2);
  context.scale(size / 16, size / 16);
  context.fillStyle = palette.glyph;
  context.fill(glyphOf(state), "evenodd");
  context.restore();
  context.fillStyle = fill;
}

/** Selected nodes get a frame, those of the critical path another. */
function outline(context: CanvasRenderingContext2D, scene: CellScene, nodes: readonly number[], zoom: number): void {
  context.lineWidth = 2.5 / zoom;
  for (const node of nodes) {
    const selected = scene.selection.has(scene.drawing.shape.nodes[node]?.id ?? "");
    if (!selected && !scene.emphasis.critical?.[node]) continue;
    context.strokeStyle = selected ? scene.palette.selected : scene.palette.critical;
    const box = nodeBox(scene.drawing, node);
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
}
