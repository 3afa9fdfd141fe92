import { describe, expect, it } from "vitest";
import { align, distribute, pastePlaces } from "./arranging";

const boxes = new Map([
  ["a", { x: 0, y: 0, width: 100, height: 40 }],
  ["b", { x: 50, y: 100, width: 60, height: 20 }],
  ["c", { x: 300, y: 30, width: 100, height: 40 }],
]);

describe("arranging nodes", () => {
  it("lines them up at an edge or in the middle", () => {
    expect([...align(boxes, "left").values()].map(({ x }) => x)).toEqual([0, 0, 0]);
    expect([...align(boxes, "right").values()].map(({ x }) => x)).toEqual([300, 340, 300]);
    expect([...align(boxes, "centre").values()].map(({ x }) => x)).toEqual([150, 170, 150]);
    expect([...align(boxes, "top").values()].map(({ y }) => y)).toEqual([0, 0, 0]);
    expect([...align(boxes, "bottom").values()].map(({ y }) => y)).toEqual([80, 100, 80]);
    expect([...align(boxes, "middle").values()].map(({ y }) => y)).toEqual([40, 50, 40]);
  });

  it("spreads them with equal gaps between the outermost", () => {
    expect(distribute(boxes, "x").get("b")).toEqual({ x: 170, y: 100 });
    expect(distribute(boxes, "y").get("c")).toEqual({ x: 300, y: 50 });
  });

  it("pastes them around a point with the distances that they have", () => {
    const places = pastePlaces(boxes, { x: 1_000, y: 1_000 });
    expect(places.get("a")).toEqual({ x: 800, y: 940 });
    expect(places.get("c")).toEqual({ x: 1_100, y: 970 });
  });
});
