/// What the keys do in a graph view.
import type { KeyboardEvent, RefObject } from "react";
import type { Drawing } from "../../graph/drawing";
import type { Relations } from "../../graph/lineage";
import { type Arrow, neighbourOf } from "../../graph/traversal";
import type { GraphEditing } from "./graph-props";
import type { Camera } from "./use-camera";
import type { Chosen } from "./use-selection";

interface Wanted extends Chosen {
  readonly drawing: Drawing;
  readonly relations: Relations;
  readonly camera: Camera;
  readonly findInput: RefObject<HTMLInputElement | null>;
  readonly editing: GraphEditing | undefined;
  readonly onOpen: ((id: string) => void) | undefined;
}

const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** Arrow keys go along the edges; Enter opens; Escape leaves; Delete removes; + - 0 zoom; / finds. */
export function keyboardHandler(wanted: Wanted) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = actionFor(event, wanted);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

function actionFor({ key, target }: KeyboardEvent<HTMLElement>, wanted: Wanted): (() => void) | null {
  const { camera, start, onOpen, editing, select } = wanted;
  const arrow = ARROWS[key];
  if (arrow) return () => step(wanted, arrow);
  switch (key) {
    case "Enter":
      return start === null || !onOpen || isButton(target) ? null : () => onOpen(start);
    case "Escape":
      return () => select([], null);
    case "Delete":
    case "Backspace":
      return editing ? () => remove(wanted, editing) : null;
    case "+":
    case "=":
      return () => camera.zoomBy(1.25);
    case "-":
      return () => camera.zoomBy(0.8);
    case "0":
      return camera.fit;
    case "/":
      return () => wanted.findInput.current?.focus();
    default:
      return null;
  }
}

function remove({ drawing, selection, chosenEdge }: Wanted, editing: GraphEditing): void {
  const edge = chosenEdge === null ? undefined : drawing.shape.edges[chosenEdge];
  if (selection.size > 0 || edge) editing.onDelete({ nodes: [...selection], edges: edge ? [edge] : [] });
}

function step({ drawing, relations, start, select, camera }: Wanted, arrow: Arrow): void {
  const node = start === null ? undefined : drawing.index.nodeNumbers.get(start);
  const next = node === undefined ? firstNode(drawing) : neighbourOf(drawing, relations, node, arrow);
  const id = next === null ? undefined : drawing.shape.nodes[next]?.id;
  if (id === undefined) return;
  select([id], id);
  camera.reveal(id);
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

/** Enter on a button inside a card presses the button. */
function isButton(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.tagName === "BUTTON";
}
