import { describe, expect, it } from "vitest";
import { contains, fitBox, LEAST_ZOOM, toDrawing, visibleBox } from "./geometry";

const screen = { width: 800, height: 600 };

describe("the view", () => {
  it("shows all of a large drawing, centred", () => {
    const box = { x: 100, y: 50, width: 4_000, height: 1_000 };
    const viewport = fitBox(box, screen);
    const view = visibleBox(viewport, screen);
    expect(contains(view, box)).toBe(true);
    expect(view.x + view.width / 2).toBeCloseTo(2_100);
    expect(view.y + view.height / 2).toBeCloseTo(550);
  });

  it("does not blow a small drawing up, and does not go beyond the least zoom", () => {
    expect(fitBox({ x: 0, y: 0, width: 10, height: 10 }, screen).zoom).toBe(1);
    expect(fitBox({ x: 0, y: 0, width: 1e7, height: 10 }, screen).zoom).toBe(LEAST_ZOOM);
  });

  it("tells a point of the drawing from one of the screen", () => {
    expect(toDrawing({ x: 110, y: 220 }, { x: 10, y: 20, zoom: 2 })).toEqual({ x: 50, y: 100 });
  });
});
