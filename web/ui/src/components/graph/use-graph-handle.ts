/// What the owner of a graph view can ask of it.
import { useImperativeHandle } from "react";
import { type Drawing, nodeBox } from "../../graph/drawing";
import type { Point } from "../../graph/shape";
import type { GraphStageProps } from "./graph-stage";
import type { Camera } from "./use-camera";

export function useGraphHandle({ ref, layOutAgain }: GraphStageProps, drawing: Drawing, camera: Camera): void {
  useImperativeHandle(
    ref,
    () => ({
      fit: camera.fit,
      centreOn: camera.centreOn,
      toDrawing: camera.toDrawing,
      layOutAgain,
      positions: () => positionsOf(drawing),
    }),
    [camera, layOutAgain, drawing],
  );
}

function positionsOf(drawing: Drawing): Map<string, Point> {
  return new Map(
    drawing.shape.nodes.map(({ id }, node) => {
      const { x, y } = nodeBox(drawing, node);
      return [id, { x, y }];
    }),
  );
}
