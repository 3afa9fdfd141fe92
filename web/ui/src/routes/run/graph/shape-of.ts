/// A plan as the drawing wants it. Pure.
import type { RunPlan } from "../../../api/run-view";
import type { GraphShape } from "../../../graph/shape";

const HEIGHT = 44;
/** Pixels: the smallest and the largest card, what a letter takes, and what there is beside the text. */
const NARROW = 120;
const WIDE = 240;
const LETTER = 7.6;
const WIDE_LETTER = 14;
const BESIDE = 52;
/** Letters that take twice the room. */
const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g;

/** Nodes with their handlers, and the edges between them. */
export function shapeOf(plan: RunPlan): GraphShape {
  const nodes = plan.ids.map((id, place) => {
    const handler = plan.handlers[plan.handler[place] ?? 0] ?? "";
    return { id, label: id, subtitle: handler, width: widthOf(id, handler), height: HEIGHT };
  });
  const edges = plan.preds.flatMap((preds, place) =>
    preds.map((pred) => ({ source: plan.ids[pred] ?? "", target: plan.ids[place] ?? "" })),
  );
  return { nodes, edges };
}

function widthOf(label: string, subtitle: string): number {
  return Math.round(Math.min(WIDE, Math.max(NARROW, BESIDE + Math.max(lengthOf(label), lengthOf(subtitle) * 0.85))));
}

function lengthOf(text: string): number {
  const wide = text.match(CJK)?.length ?? 0;
  return wide * WIDE_LETTER + (text.length - wide) * LETTER;
}
