/// The edge under a point.
import { edgesIn } from "../culling";
import type { Drawing } from "../drawing";
import type { Point } from "../shape";
import { type Pen, traceEdge } from "./curves";

/** Straight pieces that a curve is measured by. */
const PIECES = 16;

/** The edge that passes a point of the drawing within `reach`, the nearest if there are several; null if there is none. */
export function edgeAt(drawing: Drawing, point: Point, reach: number): number | null {
  let best: number | null = null;
  let least = reach;
  const around = { x: point.x - reach, y: point.y - reach, width: 2 * reach, height: 2 * reach };
  for (const edge of edgesIn(drawing, around)) {
    const ruler = new Ruler(point);
    traceEdge(ruler, drawing, edge);
    if (ruler.distance > least) continue;
    least = ruler.distance;
    best = edge;
  }
  return best;
}

/** A pen that draws nothing and measures how near it comes to a point. */
class Ruler implements Pen {
  distance = Number.POSITIVE_INFINITY;
  private x = 0;
  private y = 0;

  constructor(private readonly point: Point) {}

  moveTo(x: number, y: number): void {
    this.x = x;
    this.y = y;
  }

  lineTo(x: number, y: number): void {
    const along = { x: x - this.x, y: y - this.y };
    const square = along.x ** 2 + along.y ** 2;
    const share = square === 0 ? 0 : ((this.point.x - this.x) * along.x + (this.point.y - this.y) * along.y) / square;
    const at = Math.min(1, Math.max(0, share));
    const distance = Math.hypot(this.x + at * along.x - this.point.x, this.y + at * along.y - this.point.y);
    this.distance = Math.min(this.distance, distance);
    this.moveTo(x, y);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const from = { x: this.x, y: this.y };
    for (let piece = 1; piece <= PIECES; piece += 1) {
      const t = piece / PIECES;
      const rest = 1 - t;
      const blend = (a: number, b: number, c: number, d: number) =>
        rest ** 3 * a + 3 * rest ** 2 * t * b + 3 * rest * t ** 2 * c + t ** 3 * d;
      this.lineTo(blend(from.x, x1, x2, x), blend(from.y, y1, y2, y));
    }
  }
}
