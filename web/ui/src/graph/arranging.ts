/// Lining nodes up, spreading them and pasting them.
import type { Box, Point } from "./shape";

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";

/** New top left corners that line the boxes up at the outermost of them, or at the middle of all. */
export function align(boxes: ReadonlyMap<string, Box>, alignment: Alignment): Map<string, Point> {
  const all = [...boxes.values()];
  const left = Math.min(...all.map((box) => box.x));
  const top = Math.min(...all.map((box) => box.y));
  const right = Math.max(...all.map((box) => box.x + box.width));
  const bottom = Math.max(...all.map((box) => box.y + box.height));
  const corner: Record<Alignment, (box: Box) => Point> = {
    left: ({ y }) => ({ x: left, y }),
    centre: ({ y, width }) => ({ x: (left + right - width) / 2, y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    top: ({ x }) => ({ x, y: top }),
    middle: ({ x, height }) => ({ x, y: (top + bottom - height) / 2 }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
  };
  return new Map([...boxes].map(([id, box]) => [id, corner[alignment](box)]));
}

/** New top left corners with equal gaps between the boxes; the outermost two stay. */
export function distribute(boxes: ReadonlyMap<string, Box>, axis: "x" | "y"): Map<string, Point> {
  const side = axis === "x" ? "width" : "height";
  const sorted = [...boxes].sort(([, a], [, b]) => a[axis] - b[axis]);
  const first = sorted[0]?.[1];
  const last = sorted[sorted.length - 1]?.[1];
  if (!first || !last || sorted.length < 3) return new Map(sorted);
  const filled = sorted.reduce((sum, [, box]) => sum + box[side], 0);
  const gap = (last[axis] + last[side] - first[axis] - filled) / (sorted.length - 1);
  let at = first[axis];
  return new Map(
    sorted.map(([id, box]) => {
      const point = axis === "x" ? { x: at, y: box.y } : { x: box.x, y: at };
      at += box[side] + gap;
      return [id, point];
    }),
  );
}

/** Where pasted nodes go: the same among themselves, their middle at `at`. */
export function pastePlaces(boxes: ReadonlyMap<string, Box>, at: Point): Map<string, Point> {
  const all = [...boxes.values()];
  const left = Math.min(...all.map((box) => box.x));
  const top = Math.min(...all.map((box) => box.y));
  const right = Math.max(...all.map((box) => box.x + box.width));
  const bottom = Math.max(...all.map((box) => box.y + box.height));
  const shift = { x: at.x - (left + right) / 2, y: at.y - (top + bottom) / 2 };
  return new Map([...boxes].map(([id, box]) => [id, { x: box.x + shift.x, y: box.y + shift.y }]));
}
