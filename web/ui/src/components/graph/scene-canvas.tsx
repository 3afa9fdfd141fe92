/// The canvas behind the cards.
import { useStoreApi } from "@xyflow/react";
import { useContext, useEffect, useRef } from "react";
import { type Palette, readPalette } from "../../graph/painting/palette";
import { ScenePainter } from "../../graph/painting/scene-painter";
import classes from "./graph-view.module.css";
import { NodeStatesContext } from "./node-states";
import { useShownDrawing, useStage } from "./stage-context";
import { useColourScheme } from "./use-colour-scheme";

/** The canvas behind the nodes: groups, edges, and, zoomed out, the nodes as cells. Painted once per frame at most. */
export function SceneCanvas({ cells }: { readonly cells: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useStage();
  const drawing = useShownDrawing();
  const states = useContext(NodeStatesContext);
  const flow = useStoreApi();
  const scheme = useColourScheme();
  const palette = useRef<{ scheme: string; colours: Palette } | null>(null);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    if (palette.current?.scheme !== scheme) palette.current = { scheme, colours: readPalette(element) };
    const scene = {
      ...stage,
      drawing,
      cells,
      palette: palette.current.colours,
      stateOf: (id: string) => (stage.showStates ? states.get(id)?.state : undefined),
    };
    const painter = new ScenePainter(context, scene);
    const show = (): void => {
      const { transform, width, height } = flow.getState();
      const ratio = sizeCanvas(element, width, height);
      painter.show({ x: transform[0], y: transform[1], zoom: transform[2] }, { width, height }, ratio);
    };
    show();
    const stopFlow = flow.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height) show();
    });
    const stopStates = cells ? states.store.subscribe(() => painter.refresh()) : () => {};
    return () => {
      stopFlow();
      stopStates();
      painter.stop();
    };
  }, [stage, drawing, cells, states, flow, scheme]);

  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus, and the cards and the live text say what it shows
  return <canvas ref={canvas} className={classes.scene} aria-hidden="true" />;
}

/** Give the canvas one pixel per pixel of the device; returns how many of those a CSS pixel has. */
function sizeCanvas(element: HTMLCanvasElement, width: number, height: number): number {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const wide = Math.round(width * ratio);
  const high = Math.round(height * ratio);
  if (element.width !== wide || element.height !== high) {
    element.width = wide;
    element.height = high;
    element.style.width = `${width}px`;
    element.style.height = `${height}px`;
  }
  return ratio;
}
