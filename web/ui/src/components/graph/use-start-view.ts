/// Where the view is when a drawing is shown for the first time: all of it on the screen, without a frame in between.
import { useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect, useState } from "react";
import type { Drawing } from "../../graph/drawing";
import { fitBox, type Viewport } from "../../graph/geometry";

/**
 * The viewport to begin with, from the size of the frame that the view fills. React Flow learns of it before anything
 * asks what is visible. A frame without a size (a hidden tab) is fitted as soon as it has one.
 */
export function useStartView(drawing: Drawing, frame: RefObject<HTMLElement | null>, fitAll: () => void): Viewport {
  const flow = useStoreApi();
  const [start] = useState(() => {
    const screen = { width: frame.current?.clientWidth ?? 0, height: frame.current?.clientHeight ?? 0 };
    const sized = screen.width > 0 && screen.height > 0;
    const viewport = sized ? fitBox(drawing.bounds, screen) : { x: 0, y: 0, zoom: 1 };
    flow.setState({ ...screen, transform: [viewport.x, viewport.y, viewport.zoom] });
    return { viewport, sized };
  });
  useEffect(() => {
    if (start.sized) return;
    const stop = flow.subscribe(({ width, height, panZoom }) => {
      if (width === 0 || height === 0 || !panZoom) return;
      stop();
      fitAll();
    });
    return stop;
  }, [flow, start, fitAll]);
  return start.viewport;
}
