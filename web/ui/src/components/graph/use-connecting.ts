/// Drawing dependencies with the pointer, and dropping things.
import type { FinalConnectionState, IsValidConnection, OnConnect, OnConnectStart } from "@xyflow/react";
import { type DragEvent, useCallback, useMemo, useState } from "react";
import type { Drawing } from "../../graph/drawing";
import { refusedSources, refusedTargets } from "../../graph/lineage";
import type { GraphEditing } from "./graph-props";
import type { Camera } from "./use-camera";

/** Drawing dependencies: what would close a cycle is known when the connection begins, and refused while hovering. */
export function useConnecting(drawing: Drawing, editing: GraphEditing | undefined, camera: Camera) {
  const [started, setStarted] = useState<{ readonly id: string; readonly forward: boolean } | null>(null);
  const ids = useMemo(() => drawing.shape.nodes.map((node) => node.id), [drawing.shape]);
  const refused = useMemo(() => {
    if (!started) return null;
    const find = started.forward ? refusedTargets : refusedSources;
    return find(drawing.index, ids, started.id);
  }, [started, drawing.index, ids]);

  const onConnectStart: OnConnectStart = useCallback((_event, { nodeId, handleType }) => {
    if (nodeId !== null) setStarted({ id: nodeId, forward: handleType === "source" });
  }, []);
  const isValidConnection: IsValidConnection = useCallback(
    ({ source, target }) => !(refused?.has(started?.forward ? target : source) ?? false),
    [refused, started],
  );
  const onConnect: OnConnect = useCallback(({ source, target }) => editing?.onConnect(source, target), [editing]);
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      setStarted(null);
      if (state.toNode || state.fromHandle?.type !== "source" || !state.fromNode) return;
      const at = "changedTouches" in event ? event.changedTouches[0] : event;
      if (at) editing?.onConnectToNothing?.(state.fromNode.id, camera.toDrawing(at.clientX, at.clientY));
    },
    [editing, camera],
  );
  const dropping = useDropping(editing, camera);
  const handlers = { onConnectStart, onConnect, onConnectEnd, isValidConnection, ...dropping };
  return { source: started?.id ?? null, refused, handlers };
}

/** Things dropped from outside; React Flow passes the events of its root on. */
function useDropping(editing: GraphEditing | undefined, camera: Camera) {
  return useMemo(() => {
    const onDrop = editing?.onDrop;
    if (!onDrop) return {};
    return {
      onDragOver: (event: DragEvent) => event.preventDefault(),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        onDrop(event.dataTransfer, camera.toDrawing(event.clientX, event.clientY));
      },
    };
  }, [editing, camera]);
}
