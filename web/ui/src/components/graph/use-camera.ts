/// What moves the view.
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useMemo, useRef } from "react";
import { boxOf, type Drawing } from "../../graph/drawing";
import { centreOn, clampZoom, contains, fitBox, middleOf, toDrawing, visibleBox } from "../../graph/geometry";
import type { Point } from "../../graph/shape";

/** Nodes are brought to at least this zoom when they are looked for. */
const READABLE = 0.7;

export interface Camera {
  readonly fit: () => void;
  readonly centreOn: (id: string) => void;
  /** Move only if the node is not on the screen. */
  readonly reveal: (id: string) => void;
  readonly zoomBy: (factor: number) => void;
  readonly toDrawing: (clientX: number, clientY: number) => Point;
}

/** What moves the view. */
export function useCamera(drawing: Drawing): Camera {
  const flow = useStoreApi();
  const { setViewport } = useReactFlow();
  const shown = useRef(drawing);
  shown.current = drawing;

  const look = useLook();
  const fitAll = useCallback(() => {
    void setViewport(fitBox(shown.current.bounds, look().screen));
  }, [setViewport, look]);

  const goTo = useCallback(
    (id: string, always: boolean) => {
      const box = boxOf(shown.current, id);
      if (!box) return;
      const { viewport, screen } = look();
      if (!always && contains(visibleBox(viewport, screen, -24), box)) return;
      const zoom = always ? Math.max(viewport.zoom, READABLE) : viewport.zoom;
      void setViewport(centreOn(middleOf(box), screen, zoom));
    },
    [setViewport, look],
  );
  return useMemo(
    () => ({
      fit: fitAll,
      centreOn: (id) => goTo(id, true),
      reveal: (id) => goTo(id, false),
      zoomBy: (factor) => {
        const { viewport, screen } = look();
        const middle = toDrawing({ x: screen.width / 2, y: screen.height / 2 }, viewport);
        void setViewport(centreOn(middle, screen, clampZoom(viewport.zoom * factor)));
      },
      toDrawing: (clientX, clientY) => {
        const corner = flow.getState().domNode?.getBoundingClientRect();
        return toDrawing({ x: clientX - (corner?.x ?? 0), y: clientY - (corner?.y ?? 0) }, look().viewport);
      },
    }),
    [fitAll, goTo, look, setViewport, flow],
  );
}

/** Asks where the view is now, and how large the screen is. */
function useLook() {
  const flow = useStoreApi();
  return useCallback(() => {
    const { transform, width, height } = flow.getState();
    return { viewport: { x: transform[0], y: transform[1], zoom: transform[2] }, screen: { width, height } };
  }, [flow]);
}
