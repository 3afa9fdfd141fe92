/// What a graph to be shown is made of. Plain values: no API types, no React.

/** A point of the drawing, in its own pixels (zoom 1). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of the drawing; `x` and `y` are its top left corner. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** Pixels at zoom 1. The layout needs sizes before anything is in the page. */
  readonly width: number;
  readonly height: number;
  /** The group that it belongs to; its label comes from `GraphShape.groups`. */
  readonly group?: string;
  /** A second, quieter line, for instance the handler. */
  readonly subtitle?: string;
}

/** The size of a card with a label and a subtitle. */
export const USUAL_CARD = { width: 200, height: 48 };

export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  /** `order` is a dependency without data, and drawn dashed. */
  readonly kind?: "data" | "order";
  /** Where two graphs are compared: only one of them has it. */
  readonly change?: "added" | "removed";
}

export interface GraphGroup {
  readonly id: string;
  readonly label: string;
}

export interface GraphShape {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly groups?: readonly GraphGroup[];
}

/** Where the edges point to. */
export type Direction = "right" | "down";
