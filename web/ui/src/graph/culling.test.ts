import { describe, expect, it } from "vitest";
import { edgesIn, groupsIn, nodeAt, nodesIn } from "./culling";
import { draw, nodeBox } from "./drawing";
import { middleOf } from "./geometry";
import { layOut } from "./layout/layout";
import { edgeAt } from "./painting/edge-at";
import { chainShape, randomShape } from "./testing/random-shapes";
import { indexShape } from "./topology";

function drawingOf(shape = randomShape(3, { nodes: 120, groups: 3 })) {
  const index = indexShape(shape);
  return draw(shape, index, layOut(index.topology), "right");
}

describe("what is on the screen", () => {
  const drawing = drawingOf();
  const { bounds } = drawing;

  it("is everything when all of the drawing is", () => {
    expect(nodesIn(drawing, bounds)).toHaveLength(120);
    expect(edgesIn(drawing, bounds)).toHaveLength(drawing.shape.edges.length);
    expect(groupsIn(drawing, bounds)).toHaveLength(3);
  });

  it("is nothing far away from it", () => {
    const far = { x: bounds.x + bounds.width + 500, y: 0, width: 100, height: 100 };
    expect(nodesIn(drawing, far)).toEqual([]);
    expect(edgesIn(drawing, far)).toEqual([]);
    expect(groupsIn(drawing, far)).toEqual([]);
  });

  it("holds the nodes that touch it, and only those", () => {
    const view = { x: bounds.width / 3, y: bounds.height / 3, width: bounds.width / 4, height: bounds.height / 4 };
    const touching = drawing.shape.nodes.flatMap((_, node) => {
      const box = nodeBox(drawing, node);
      const apart =
        box.x > view.x + view.width ||
        box.x + box.width < view.x ||
        box.y > view.y + view.height ||
        box.y + box.height < view.y;
      return apart ? [] : [node];
    });
    expect(nodesIn(drawing, view)).toEqual(touching);
  });
});

describe("what is at a point", () => {
  const drawing = drawingOf(chainShape("a", "b"));

  it("is the node there, or one within reach", () => {
    const box = nodeBox(drawing, 0);
    expect(nodeAt(drawing, middleOf(box))).toBe("a");
    expect(nodeAt(drawing, { x: box.x - 4, y: box.y })).toBeNull();
    expect(nodeAt(drawing, { x: box.x - 4, y: box.y }, 6)).toBe("a");
  });

  it("is the edge that passes within reach", () => {
    const box = nodeBox(drawing, 0);
    const point = { x: box.x + box.width + 20, y: box.y + box.height / 2 + 3 };
    expect(edgeAt(drawing, point, 5)).toBe(0);
    expect(edgeAt(drawing, { ...point, y: point.y + 40 }, 5)).toBeNull();
  });
});
