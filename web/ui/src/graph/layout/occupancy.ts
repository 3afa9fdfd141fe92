/// Where there is room.
import type { Box, Point } from "../shape";

/** Side of the squares that boxes are filed under. */
const SQUARE = 256;
/** Steps to each side before a place far behind is taken. */
const MOST_STEPS = 4_000;

/** The boxes that are on the drawing, and where there is room for one more. */
export class Occupancy {
  private readonly squares = new Map<string, Box[]>();

  add(box: Box): void {
    for (const key of keysOf(box)) {
      const boxes = this.squares.get(key);
      if (boxes) boxes.push(box);
      else this.squares.set(key, [box]);
    }
  }

  /** The free place nearest to where the box is, looking to both sides across the direction of the edges. */
  nearestFree(box: Box, right: boolean, gap: number): Point {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      for (const side of step === 0 ? [0] : [step, -step]) {
        const x = right ? box.x : box.x + side * gap;
        const y = right ? box.y + side * gap : box.y;
        if (this.isFree({ x, y, width: box.width, height: box.height }, gap)) return { x, y };
      }
    }
    const shift = right ? { x: box.x + box.width + gap, y: box.y } : { x: box.x, y: box.y + box.height + gap };
    return this.nearestFree({ ...box, ...shift }, right, gap);
  }

  private isFree(box: Box, gap: number): boolean {
    const wide = { x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap };
    return keysOf(wide).every((key) => !this.squares.get(key)?.some((other) => overlap(wide, other)));
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function keysOf(box: Box): string[] {
  const keys: string[] = [];
  const right = Math.floor((box.x + box.width) / SQUARE);
  const bottom = Math.floor((box.y + box.height) / SQUARE);
  for (let column = Math.floor(box.x / SQUARE); column <= right; column += 1) {
    for (let row = Math.floor(box.y / SQUARE); row <= bottom; row += 1) keys.push(`${column} ${row}`);
  }
  return keys;
}
