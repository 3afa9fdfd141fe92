import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Drawing, draw } from "../drawing";
import { fitBox } from "../geometry";
import { layOut } from "../layout/layout";
import { randomShape } from "../testing/random-shapes";
import { indexShape } from "../topology";
import { ScenePainter } from "./scene-painter";

const SCREEN = { width: 1000, height: 600 };

/** A canvas that counts what is done to it. */
function countingContext() {
  const counts = { fillRect: 0, drawImage: 0, cleared: 0 };
  const images: number[][] = [];
  const context = {
    canvas: { width: SCREEN.width, height: SCREEN.height },
    setTransform: () => {},
    clearRect: () => {
      counts.cleared += 1;
    },
    fillRect: () => {
      counts.fillRect += 1;
    },
    drawImage: (_: unknown, ...place: number[]) => {
      counts.drawImage += 1;
      images.push(place);
    },
    beginPath: () => {},
    moveTo: () => {},
    lineTo: () => {},
    bezierCurveTo: () => {},
    stroke: () => {},
    strokeRect: () => {},
    setLineDash: () => {},
    save: () => {},
    restore: () => {},
    translate: () => {},
    scale: () => {},
    fill: () => {},
  } as unknown as CanvasRenderingContext2D;
  return { counts, images, context };
}

function drawingOf(nodes: number): Drawing {
  const shape = randomShape(5, { nodes, density: 1.2 });
  const index = indexShape(shape);
  return draw(shape, index, layOut(index.topology), "right");
}

const palette = { states: new Map(), neutral: "#888", glyph: "#fff" } as never;

function painterOf(drawing: Drawing) {
  const screen = countingContext();
  const picture = countingContext();
  const emphasis = { dimmed: null, critical: null, edges: new Uint8Array(drawing.shape.edges.length) };
  const scene = { drawing, emphasis, palette, cells: true, stateOf: () => undefined, selection: new Set<string>() };
  const painter = new ScenePainter(screen.context, scene, () => picture.context);
  const whole = fitBox(drawing.bounds, SCREEN);
  return { screen, picture, painter, whole };
}

describe("showing a scene", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("Path2D", class {});
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("paints a small one in every frame", () => {
    const { screen, picture, painter, whole } = painterOf(drawingOf(50));
    painter.show(whole, SCREEN, 1);
    painter.show({ ...whole, x: whole.x + 5 }, SCREEN, 1);
    painter.refresh();
    expect(screen.counts.fillRect).toBe(150);
    expect(picture.counts.cleared).toBe(0);
  });

  it("moves a picture of a large one", () => {
    const { screen, picture, painter, whole } = painterOf(drawingOf(2_000));
    for (let step = 0; step < 10; step += 1) painter.show({ ...whole, x: whole.x + step }, SCREEN, 1);
    expect(picture.counts.fillRect).toBe(2_000);
    expect(screen.counts).toMatchObject({ fillRect: 0, drawImage: 10 });
    expect(screen.images.map(([x]) => x)).toEqual(Array.from({ length: 10 }, (_, step) => step - 250));
  });

  it("stretches it while the view is zoomed, and takes another at rest, or when it is stretched too far", () => {
    const { picture, painter, whole } = painterOf(drawingOf(2_000));
    painter.show(whole, SCREEN, 1);
    painter.show({ ...whole, zoom: whole.zoom * 0.8 }, SCREEN, 1);
    expect(picture.counts.cleared).toBe(1);
    vi.advanceTimersByTime(500);
    expect(picture.counts.cleared).toBe(2);
    painter.show({ ...whole, zoom: whole.zoom * 0.3 }, SCREEN, 1);
    expect(picture.counts.cleared).toBe(3);
  });

  it("takes another when the view leaves it", () => {
    const { picture, painter, whole } = painterOf(drawingOf(8_000));
    const near = { ...whole, zoom: whole.zoom * 1.5 };
    painter.show(near, SCREEN, 1);
    painter.show({ ...near, x: near.x - 40, y: near.y - 40 }, SCREEN, 1);
    expect(picture.counts.cleared).toBe(1);
    painter.show({ ...near, x: near.x - 400, y: near.y - 400 }, SCREEN, 1);
    expect(picture.counts.cleared).toBe(2);
  });

  it("shows changed states a moment later, once for many changes", () => {
    const { picture, screen, painter, whole } = painterOf(drawingOf(2_000));
    painter.show(whole, SCREEN, 1);
    for (let change = 0; change < 20; change += 1) painter.refresh();
    vi.advanceTimersByTime(500);
    expect(picture.counts.cleared).toBe(2);
    expect(screen.counts.drawImage).toBe(2);
  });

  it("paints nothing once it was stopped", () => {
    const { picture, painter, whole } = painterOf(drawingOf(2_000));
    painter.show(whole, SCREEN, 1);
    painter.refresh();
    painter.stop();
    vi.advanceTimersByTime(500);
    expect(picture.counts.cleared).toBe(1);
  });
});
