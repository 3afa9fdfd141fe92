import { describe, expect, it } from "vitest";
import { draw, edgeEnds, nodeBox } from "../drawing";
import type { Box, Direction, GraphShape } from "../shape";
import { chainShape, fanShape, randomShape } from "../testing/random-shapes";
import { indexShape } from "../topology";
import { layOut } from "./layout";

const directions: readonly Direction[] = ["right", "down"];
const seeds = Array.from({ length: 8 }, (_, at) => at + 1);

function drawn(shape: GraphShape, direction: Direction = "right") {
  const index = indexShape(shape);
  return draw(shape, index, layOut(index.topology, { direction }), direction);
}

function boxesOf(shape: GraphShape, direction: Direction): Box[] {
  const drawing = drawn(shape, direction);
  return shape.nodes.map((_, node) => nodeBox(drawing, node));
}

function overlaps(boxes: readonly Box[]): [Box, Box][] {
  const sorted = [...boxes].sort((a, b) => a.x - b.x);
  const found: [Box, Box][] = [];
  sorted.forEach((a, at) => {
    for (const b of sorted.slice(at + 1)) {
      if (b.x >= a.x + a.width - 1e-6) break;
      if (a.y < b.y + b.height - 1e-6 && b.y < a.y + a.height - 1e-6) found.push([a, b]);
    }
  });
  return found;
}

describe.each(directions)("a graph laid out to the %s", (direction) => {
  it.each(seeds)("has every node in a place of its own (seed %i)", (seed) => {
    const boxes = boxesOf(randomShape(seed, { nodes: 5 + seed * 15, cycles: seed % 2 === 0 }), direction);
    expect(boxes.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(overlaps(boxes)).toEqual([]);
  });

  it.each(seeds)("has every edge lead forward (seed %i)", (seed) => {
    const shape = randomShape(seed, { nodes: 10 + seed * 12 });
    const drawing = drawn(shape, direction);
    const backward = shape.edges.filter((_, edge) => {
      const [from, to] = edgeEnds(drawing, edge);
      return direction === "right" ? from.x >= to.x : from.y >= to.y;
    });
    expect(backward).toEqual([]);
  });

  it.each(seeds)("has its edges begin and end at their nodes (seed %i)", (seed) => {
    const shape = randomShape(seed, { nodes: 10 + seed * 12, groups: seed % 3 });
    const drawing = drawn(shape, direction);
    const loose = drawing.routes.flatMap((route, edge) => {
      const [from, to] = edgeEnds(drawing, edge);
      const ends = [from.x, from.y, to.x, to.y];
      const drawnEnds = route ? [...route.slice(0, 2), ...route.slice(-2)] : ends;
      return ends.every((end, at) => Math.abs(end - (drawnEnds[at] ?? Number.NaN)) < 1e-6) ? [] : [edge];
    });
    expect(loose).toEqual([]);
  });

  it.each(seeds)("holds each group in a frame that no stranger enters (seed %i)", (seed) => {
    const shape = randomShape(seed, { nodes: 10 + seed * 10, groups: 1 + (seed % 4) });
    const drawing = drawn(shape, direction);
    const frames = [...drawing.index.groupNumbers].map(([group, number]) => {
      const [x, y, width, height] = drawing.groups.slice(number * 4, number * 4 + 4);
      return { group, x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
    });
    for (const frame of frames) {
      const inside = shape.nodes.filter((_, node) => overlaps([frame, nodeBox(drawing, node)]).length > 0);
      expect(inside).toEqual(shape.nodes.filter((node) => node.group === frame.group));
    }
    expect(overlaps(frames)).toEqual([]);
    expect(overlaps(shape.nodes.map((_, node) => nodeBox(drawing, node)))).toEqual([]);
  });
});

describe("a layout", () => {
  it("is the same each time", () => {
    const { topology } = indexShape(randomShape(7, { nodes: 300, groups: 3 }));
    const [once, again] = [layOut(topology), layOut(topology)];
    expect(again.positions).toEqual(once.positions);
    expect(again.bends).toEqual(once.bends);
  });

  it("takes a graph without nodes", () => {
    expect(layOut(indexShape({ nodes: [], edges: [] }).topology)).toMatchObject({ width: 0, height: 0 });
  });

  it("leaves edges to unknown nodes and loops out", () => {
    const { nodes } = chainShape("a", "b");
    const edges = [
      { source: "a", target: "a" },
      { source: "a", target: "nobody" },
    ];
    expect(layOut(indexShape({ nodes, edges }).topology).bends).toHaveLength(0);
  });

  it("draws a chain as one straight line", () => {
    const drawing = drawn(chainShape("a", "b", "c", "d"));
    expect(new Set(drawing.shape.nodes.map((_, node) => nodeBox(drawing, node).y)).size).toBe(1);
  });

  it("leads a long edge past what is between in one straight line", () => {
    const chain = chainShape("a", "b", "c", "d", "e");
    const drawing = drawn({ ...chain, edges: [...chain.edges, { source: "a", target: "e" }] });
    const heights = [...(drawing.routes.at(-1) ?? [])].filter((_, at) => at % 2 === 1);
    expect(new Set(heights.slice(1, -1)).size).toBe(1);
  });

  it("folds a wide fan into a block, and puts its ends at half its height", () => {
    const drawing = drawn(fanShape(2_000));
    const { width, height } = drawing.bounds;
    expect(width / height).toBeGreaterThan(0.6);
    expect(width / height).toBeLessThan(2.6);
    const first = nodeBox(drawing, 0);
    expect(first.y + first.height / 2).toBeGreaterThan(height * 0.4);
    expect(first.y + first.height / 2).toBeLessThan(height * 0.6);
  });

  it("takes thousands of edges that pass thousands of layers", () => {
    const chain = chainShape(...Array.from({ length: 1_500 }, (_, at) => `n${at}`));
    const long = Array.from({ length: 750 }, (_, at) => ({ source: `n${at}`, target: `n${1_499 - at}` }));
    const { topology } = indexShape({ ...chain, edges: [...chain.edges, ...long] });
    const { bendStarts, bends } = layOut(topology);
    expect(bends.length).toBeLessThan(500_000);
    expect(bendStarts[chain.edges.length]).toBeGreaterThan(chain.edges.length);
  });

  it("packs parts that nothing joins side by side", () => {
    const pairs = Array.from({ length: 40 }, (_, at) => chainShape(`a${at}`, `b${at}`));
    const { bounds } = drawn({
      nodes: pairs.flatMap((pair) => pair.nodes),
      edges: pairs.flatMap((pair) => pair.edges),
    });
    expect(bounds.width / bounds.height).toBeGreaterThan(0.7);
  });
});

describe("a layout that keeps places", () => {
  it.each(seeds)("leaves what has a place where it is, and puts the rest into free places (seed %i)", (seed) => {
    const shape = randomShape(seed, { nodes: 20 + seed * 10 });
    const { topology } = indexShape(shape);
    const kept = layOut(topology).positions.map((value, at) => (Math.floor(at / 2) % 4 === 0 ? Number.NaN : value));
    const { positions } = layOut(topology, { kept });
    expect(positions.map((value, at) => (Number.isNaN(kept[at]) ? Number.NaN : value))).toEqual(kept);
    const boxes = shape.nodes.map(({ width, height }, node) => ({
      x: positions[node * 2] ?? Number.NaN,
      y: positions[node * 2 + 1] ?? Number.NaN,
      width,
      height,
    }));
    expect(boxes.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(overlaps(boxes)).toEqual([]);
  });

  it("puts a new node behind its predecessor", () => {
    const shape = chainShape("a", "b");
    const { positions } = layOut(indexShape(shape).topology, { kept: Float64Array.of(0, 0, Number.NaN, Number.NaN) });
    expect(positions[2]).toBeGreaterThan(200);
    expect(positions[3]).toBe(0);
  });
});
