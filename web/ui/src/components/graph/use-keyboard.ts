import { type KeyboardEvent, useCallback } from "react";
import type { Drawing } from "../../graph/drawing";
import type { Relations } from "../../graph/lineage";
import { type Arrow, neighbourOf } from "../../graph/traversal";
import type { Camera } from "./use-camera";

interface Wanted {
  readonly drawing: Drawing;
  readonly relations: Relations;
  readonly camera: Camera;
  readonly current: string | null;
  readonly goTo: (id: string) => void;
  readonly open: (id: string) => void;
  readonly clear: () => void;
  /** Null where nothing may be deleted. */
  readonly remove: (() => void) | null;
  readonly find: () => void;
}

const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** Arrow keys go along the edges; Enter opens; Escape leaves; Delete removes; + - 0 zoom; / finds. */
export function useKeyboard(wanted: Wanted) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = actionFor(event.key, wanted);
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
    [wanted],
  );
}

function actionFor(key: string, wanted: Wanted): (() => void) | null {
  const { camera, current } = wanted;
  const arrow = ARROWS[key];
  if (arrow) return () => step(wanted, arrow);
  switch (key) {
    case "Enter":
      return current === null ? null : () => wanted.open(current);
    case "Escape":
      return wanted.clear;
    case "Delete":
    case "Backspace":
      return wanted.remove;
    case "+":
    case "=":
      return () => camera.zoomBy(1.25);
    case "-":
      return () => camera.zoomBy(0.8);
    case "0":
      return camera.fit;
    case "/":
      return wanted.find;
    default:
      return null;
  }
}

function step({ drawing, relations, current, goTo }: Wanted, arrow: Arrow): void {
  const node = current === null ? undefined : drawing.index.nodeNumbers.get(current);
  const next = node === undefined ? firstNode(drawing) : neighbourOf(drawing, relations, node, arrow);
  const id = next === null ? undefined : drawing.shape.nodes[next]?.id;
  if (id !== undefined) goTo(id);
}

/** The node that is nearest to the beginning. */
function firstNode(drawing: Drawing): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  drawing.shape.nodes.forEach((_, node) => {
    const x = drawing.positions[node * 2] as number;
    const y = drawing.positions[node * 2 + 1] as number;
    const far = drawing.direction === "right" ? x + y / 1000 : y + x / 1000;
    if (far >= least) return;
    least = far;
    best = node;
  });
  return best;
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
