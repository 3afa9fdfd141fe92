import { describe, expect, it } from "vitest";
import { boxOf, draw, keepRoutes, moveNodes } from "./drawing";
import { layOut } from "./layout/layout";
import type { GraphShape } from "./shape";
import { chainShape } from "./testing/random-shapes";
import { indexShape } from "./topology";

function drawingOf(shape: GraphShape) {
  const index = indexShape(shape);
  return draw(shape, index, layOut(index.topology), "right");
}

describe("a drawing", () => {
  it("has moved nodes where they were put, with plain curves at them", () => {
    const moved = moveNodes(drawingOf(chainShape("a", "b", "c")), new Map([["a", { x: -300, y: 90 }]]));
    expect(boxOf(moved, "a")).toMatchObject({ x: -300, y: 90 });
    expect(moved.routes[0]).toBeNull();
    expect(moved.routes[1]).not.toBeNull();
    expect(moved.bounds.x).toBe(-300);
  });

  it("is itself when nothing moves", () => {
    const drawing = drawingOf(chainShape("a", "b"));
    expect(moveNodes(drawing, new Map([["a", boxOf(drawing, "a") ?? { x: 0, y: 0 }]]))).toBe(drawing);
  });

  it("closes the frame of a group around a node that moved", () => {
    const chain = chainShape("a", "b");
    const shape = { ...chain, nodes: chain.nodes.map((node) => ({ ...node, group: "g" })) };
    const moved = moveNodes(drawingOf(shape), new Map([["b", { x: 900, y: 500 }]]));
    const [x = 0, y = 0, width = 0, height = 0] = moved.groups;
    expect([x + width, y + height]).toEqual([900 + 200 + 16, 500 + 44 + 16]);
  });

  it("takes bends over from an earlier one where both ends are in their places", () => {
    const before = drawingOf(chainShape("a", "b", "c"));
    const index = indexShape(chainShape("a", "b", "c", "d"));
    const kept = Float64Array.of(...before.positions, Number.NaN, Number.NaN);
    const shape = chainShape("a", "b", "c", "d");
    const after = keepRoutes(draw(shape, index, layOut(index.topology, { kept }), "right"), before);
    expect(after.routes.map((route) => route !== null)).toEqual([true, true, false]);
  });
});
