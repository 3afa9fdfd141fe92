/// Shows a scene in every frame: painted, or, if that takes longer than a frame, as a picture that moves with the view.
import { edgesIn, nodesIn } from "../culling";
import { contains, type Size, type Viewport, visibleBox } from "../geometry";
import type { Box } from "../shape";
import { paintScene, type Scene } from "./scene";

/** With more nodes and edges than this on the screen, painting takes longer than a frame. */
const HEAVY = 2_500;
/** A picture reaches so far beyond the screen, as a share of it. */
const MARGIN = 0.25;
/** Between these a picture may be stretched while the view moves. */
const LEAST_STRETCH = 0.5;
const MOST_STRETCH = 2;
/** Milliseconds of rest after which a stretched picture is painted anew. */
const REST = 120;
/** States may change every frame; a picture follows at most this often, in milliseconds. */
const REFRESH = 120;

interface Picture {
  readonly context: CanvasRenderingContext2D;
  readonly viewport: Viewport;
  readonly size: Size;
  readonly ratio: number;
  /** The part of the drawing that is in it. */
  readonly box: Box;
}

interface Look {
  readonly viewport: Viewport;
  readonly screen: Size;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Paints one scene; to be made anew for another one. */
export class ScenePainter {
  private picture: Picture | null = null;
  private look: Look | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly scene: Scene,
    private readonly open: () => CanvasRenderingContext2D | null = openCanvas,
  ) {}

  /** Show the scene as it is seen from a viewport. */
  show(viewport: Viewport, screen: Size, ratio: number): void {
    this.look = { viewport, screen, ratio };
    if (!this.isHeavy()) {
      this.stop();
      paintScene(this.context, this.scene, viewport, screen, ratio);
      return;
    }
    if (!this.picture || !this.canMove(this.picture)) this.picture = this.take();
    this.move();
    if (this.picture && this.picture.viewport.zoom !== viewport.zoom) this.takeAnew(REST, true);
  }

  /** States have changed. */
  refresh(): void {
    if (this.picture) this.takeAnew(REFRESH, false);
    else if (this.look) this.show(this.look.viewport, this.look.screen, this.look.ratio);
  }

  private isHeavy(): boolean {
    if (!this.scene.cells || !this.look) return false;
    const view = visibleBox(this.look.viewport, this.look.screen);
    return nodesIn(this.scene.drawing, view).length + edgesIn(this.scene.drawing, view).length > HEAVY;
  }

  /** Whether a picture still shows all that the view does. */
  private canMove(picture: Picture): boolean {
    if (!this.look || picture.ratio !== this.look.ratio) return false;
    const stretch = this.look.viewport.zoom / picture.viewport.zoom;
    if (stretch < LEAST_STRETCH || stretch > MOST_STRETCH) return false;
    const seen = overlap(visibleBox(this.look.viewport, this.look.screen), this.scene.drawing.bounds);
    return contains(picture.box, seen);
  }

  private take(): Picture | null {
    const context = this.picture?.context ?? this.open();
    if (!context || !this.look) return null;
    const { viewport, screen, ratio } = this.look;
    const right = Math.round(screen.width * MARGIN);
    const down = Math.round(screen.height * MARGIN);
    const size = { width: screen.width + 2 * right, height: screen.height + 2 * down };
    const around = { x: viewport.x + right, y: viewport.y + down, zoom: viewport.zoom };
    context.canvas.width = Math.round(size.width * ratio);
    context.canvas.height = Math.round(size.height * ratio);
    paintScene(context, this.scene, around, size, ratio);
    return { context, viewport: around, size, ratio, box: visibleBox(around, size) };
  }

  private move(): void {
    if (!this.picture || !this.look) return;
    const { viewport, ratio } = this.look;
    const { context: source, viewport: taken, size } = this.picture;
    const stretch = viewport.zoom / taken.zoom;
    const { width, height } = this.context.canvas;
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, width, height);
    this.context.drawImage(
      source.canvas,
      Math.round((viewport.x - taken.x * stretch) * ratio),
      Math.round((viewport.y - taken.y * stretch) * ratio),
      Math.round(size.width * stretch * ratio),
      Math.round(size.height * stretch * ratio),
    );
  }

  private takeAnew(pause: number, restart: boolean): void {
    if (restart) clearTimeout(this.timer);
    else if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.picture = this.take();
      this.move();
    }, pause);
  }

  /** Take no picture any more, and forget the one that there is. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.picture = null;
  }
}

function openCanvas(): CanvasRenderingContext2D | null {
  return document.createElement("canvas").getContext("2d");
}

function overlap(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x);
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y);
  return { x, y, width, height };
}
