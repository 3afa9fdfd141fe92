/// From a shape to its drawing, at once or by the worker.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Drawing, draw, keepRoutes, moveNodes } from "../../graph/drawing";
import { type Layout, type LayoutOptions, layOut } from "../../graph/layout/layout";
import type { Direction, GraphShape, Point } from "../../graph/shape";
import { indexShape, type ShapeIndex } from "../../graph/topology";
import { LayoutClient, SupersededError } from "../../graph/worker/layout-client";

/** Graphs of up to this many nodes are laid out at once: that is quicker than asking a worker. */
const AT_ONCE = 300;

interface Wanted {
  readonly shape: GraphShape;
  readonly direction: Direction;
  readonly positions: ReadonlyMap<string, Point>;
  readonly keepPlaces: boolean;
}

export interface DrawingState {
  /** Null until the first layout is there; then always the newest that is finished. */
  readonly drawing: Drawing | null;
  readonly error: Error | null;
  /** Forget kept places and lay out afresh. */
  readonly layOutAgain: () => void;
}

/** Keeps a drawing of the shape: laid out again when the shape changes, moved when the positions do. */
export function useDrawing({ shape, direction, positions, keepPlaces }: Wanted): DrawingState {
  const index = useMemo(() => indexShape(shape), [shape]);
  const [base, setBase] = useState<Drawing | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const drawing = useMemo(() => (base ? moveNodes(base, positions) : null), [base, positions]);
  const shown = useRef<Drawing | null>(null);
  shown.current = drawing;
  const placed = useRef(positions);
  placed.current = positions;
  const askLayout = useLayouts();

  const start = useCallback(
    (fresh: boolean) => {
      const earlier = fresh || shown.current?.direction !== direction ? null : shown.current;
      const kept = fresh ? null : keptPlaces(shape, index, keepPlaces ? earlier : null, placed.current);
      const options: LayoutOptions = kept ? { direction, kept } : { direction };
      const take = (layout: Layout): void => {
        const next = draw(shape, index, layout, direction);
        setError(null);
        setBase(kept && earlier ? keepRoutes(next, earlier) : next);
      };
      askLayout(index, options, take, setError);
    },
    [shape, index, direction, keepPlaces, askLayout],
  );
  useLayoutEffect(() => start(false), [start]);
  return { drawing, error, layOutAgain: useCallback(() => start(true), [start]) };
}

function useLayouts() {
  const client = useRef<LayoutClient | null>(null);
  useEffect(() => () => client.current?.close(), []);
  return useCallback(
    (index: ShapeIndex, options: LayoutOptions, take: (layout: Layout) => void, fail: (error: Error) => void) => {
      if (index.topology.count <= AT_ONCE || typeof Worker === "undefined") {
        client.current?.cancel();
        take(layOut(index.topology, options));
        return;
      }
      client.current ??= new LayoutClient();
      client.current.layOut(index.topology, options).then(take, (error: Error) => {
        if (!(error instanceof SupersededError)) fail(error);
      });
    },
    [],
  );
}

/** Places that stay: those the user chose, and those of the drawing before. Null if there are none. */
function keptPlaces(
  shape: GraphShape,
  index: ShapeIndex,
  earlier: Drawing | null,
  positions: ReadonlyMap<string, Point>,
): Float64Array | null {
  const kept = new Float64Array(shape.nodes.length * 2).fill(Number.NaN);
  let any = false;
  shape.nodes.forEach(({ id }, node) => {
    const before = earlier?.index.nodeNumbers.get(id);
    const chosen = positions.get(id);
    const x = chosen?.x ?? (before === undefined ? undefined : earlier?.positions[before * 2]);
    const y = chosen?.y ?? (before === undefined ? undefined : earlier?.positions[before * 2 + 1]);
    if (x === undefined || y === undefined) return;
    kept.set([x, y], node * 2);
    any = true;
  });
  return any && index.topology.count > 0 && (earlier !== null || positions.size > 0) ? kept : null;
}
