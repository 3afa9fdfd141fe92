/// The curve of an edge.
import { type Drawing, edgeEnds, SWING } from "../drawing";
import { real } from "../numbers";

/** What of a canvas path is needed to draw an edge. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
}

/** Draw an edge along its bends, or as one plain curve. `coarse` draws straight lines, for when it is tiny anyway. */
export function traceEdge(pen: Pen, drawing: Drawing, edge: number, coarse = false): void {
  const route = drawing.routes[edge];
  if (!route) {
    tracePlain(pen, drawing, edge, coarse);
    return;
  }
  const right = drawing.direction === "right";
  let x = real(route, 0);
  let y = real(route, 1);
  pen.moveTo(x, y);
  for (let at = 2; at < route.length; at += 2) {
    const nextX = real(route, at);
    const nextY = real(route, at + 1);
    if (coarse || x === nextX || y === nextY) pen.lineTo(nextX, nextY);
    else if (right) pen.bezierCurveTo((x + nextX) / 2, y, (x + nextX) / 2, nextY, nextX, nextY);
    else pen.bezierCurveTo(x, (y + nextY) / 2, nextX, (y + nextY) / 2, nextX, nextY);
    x = nextX;
    y = nextY;
  }
}

function tracePlain(pen: Pen, drawing: Drawing, edge: number, coarse: boolean): void {
  const [from, to] = edgeEnds(drawing, edge);
  pen.moveTo(from.x, from.y);
  if (coarse) {
    pen.lineTo(to.x, to.y);
    return;
  }
  const right = drawing.direction === "right";
  const ahead = right ? to.x - from.x : to.y - from.y;
  const reach = ahead > 0 ? Math.max(ahead / 2, Math.min(SWING, ahead)) : SWING + Math.min(SWING, -ahead / 4);
  if (right) pen.bezierCurveTo(from.x + reach, from.y, to.x - reach, to.y, to.x, to.y);
  else pen.bezierCurveTo(from.x, from.y + reach, to.x, to.y - reach, to.x, to.y);
}
