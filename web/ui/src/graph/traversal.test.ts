import { describe, expect, it } from "vitest";
import { draw } from "./drawing";
import { layOut } from "./layout/layout";
import { relationsOf } from "./lineage";
import type { Direction } from "./shape";
import { fanShape } from "./testing/random-shapes";
import { indexShape } from "./topology";
import { type Arrow, neighbourOf } from "./traversal";

function walk(direction: Direction, ...arrows: readonly Arrow[]): string | null {
  const shape = fanShape(3);
  const index = indexShape(shape);
  const drawing = draw(shape, index, layOut(index.topology, { direction }), direction);
  let node: number | null = 0;
  for (const arrow of arrows) {
    if (node !== null) node = neighbourOf(drawing, relationsOf(index.topology), node, arrow);
  }
  return node === null ? null : (shape.nodes[node]?.id ?? null);
}

describe("arrow keys", () => {
  it("follow the edges both ways", () => {
    expect(walk("right", "right")).toBe("middle 1");
    expect(walk("right", "right", "right")).toBe("last");
    expect(walk("right", "right", "left")).toBe("first");
    expect(walk("right", "left")).toBeNull();
  });

  it("go to the neighbour across the edges", () => {
    expect(walk("right", "right", "down")).toBe("middle 2");
    expect(walk("right", "right", "up")).toBe("middle 0");
  });

  it("turn with the direction of the drawing", () => {
    expect(walk("down", "down")).toBe("middle 1");
    expect(walk("down", "down", "right")).toBe("middle 2");
  });
});
