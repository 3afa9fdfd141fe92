/// The whole drawing in a corner.
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useContext, useEffect, useRef } from "react";
import { centreOn, type Viewport } from "../../graph/geometry";
import { fromMinimap, paintMinimap, viewInMinimap } from "../../graph/painting/minimap";
import { readPalette } from "../../graph/painting/palette";
import classes from "./graph-view.module.css";
import { NodeStatesContext } from "./node-states";
import { useShownDrawing, useStage } from "./stage-context";
import { useColourScheme } from "./use-colour-scheme";

const MAP = { width: 200, height: 130 };
/** States may change every frame; the minimap follows at most this often, in milliseconds. */
const REFRESH = 250;

/** The whole drawing in a corner. Pointing at it moves the view; it is no stop of the keyboard, which has arrow keys. */
export function Minimap() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();
  const { setViewport } = useReactFlow();
  const drawing = useShownDrawing();
  usePainting(canvas);

  useEffect(() => {
    const follow = (): void => {
      const { transform, width, height } = flow.getState();
      const box = viewInMinimap(drawing.bounds, MAP, viewportOf(transform), { width, height });
      const style = frame.current?.style;
      if (!style) return;
      style.transform = `translate(${box.x}px, ${box.y}px)`;
      style.width = `${box.width}px`;
      style.height = `${box.height}px`;
    };
    follow();
    return flow.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width) follow();
    });
  }, [flow, drawing]);

  const jump = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const corner = event.currentTarget.getBoundingClientRect();
    const point = fromMinimap(drawing.bounds, MAP, { x: event.clientX - corner.x, y: event.clientY - corner.y });
    const { transform, width, height } = flow.getState();
    void setViewport(centreOn(point, { width, height }, transform[2]));
  };
  return (
    <div className={classes.minimap} style={MAP} onPointerDown={jump} onPointerMove={jump} aria-hidden="true">
      <canvas ref={canvas} />
      <div ref={frame} className={classes.minimapView} />
    </div>
  );
}

function viewportOf([x, y, zoom]: readonly [number, number, number]): Viewport {
  return { x, y, zoom };
}

function usePainting(canvas: { readonly current: HTMLCanvasElement | null }): void {
  const { showStates } = useStage();
  const drawing = useShownDrawing();
  const states = useContext(NodeStatesContext);
  const scheme = useColourScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the palette is read anew when the scheme changes
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = MAP.width * ratio;
    element.height = MAP.height * ratio;
    element.style.width = `${MAP.width}px`;
    element.style.height = `${MAP.height}px`;
    const palette = readPalette(element);
    const stateOf = (id: string) => (showStates ? states.get(id)?.state : undefined);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const paint = (): void => {
      timer = undefined;
      paintMinimap(context, drawing, palette, stateOf, MAP, ratio);
    };
    paint();
    const stop = states.store.subscribe(() => {
      timer ??= setTimeout(paint, REFRESH);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [canvas, drawing, states, showStates, scheme]);
}
