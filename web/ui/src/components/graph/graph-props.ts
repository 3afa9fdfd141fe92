/// What a graph view is given, and what can be asked of it.
import type { ReactNode } from "react";
import type { Direction, GraphEdge, GraphNode, GraphShape, Point } from "../../graph/shape";
import type { NodeStates } from "./node-states";

/** Every text that the view shows. Functions get plain values and return whole sentences, so that nothing is joined. */
export interface GraphLabels {
  /** The name of the drawing for screen readers. */
  readonly view: string;
  /** How to move about by keyboard, read out with the view. */
  readonly keyboard: string;
  /** "{label}, {state}"; `state` is already a text of `states`, or null where the view shows no states. */
  readonly node: (label: string, state: string | null) => string;
  readonly states: Readonly<Record<string, string>>;
  readonly find: string;
  readonly noMatch: string;
  readonly matches: (count: number) => string;
  readonly fit: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly minimap: string;
  readonly fold: (group: string) => string;
  readonly unfold: (group: string) => string;
  readonly nodesInGroup: (count: number) => string;
  readonly layingOut: string;
}

/** What the editor may do; without it the view is read-only and nothing can be dragged. */
export interface GraphEditing {
  /** A dependency was drawn. Never called for one that would close a cycle or exists already. */
  readonly onConnect: (source: string, target: string) => void;
  /** A dependency was dragged from `source` into the void; `at` is a point of the drawing. */
  readonly onConnectToNothing?: (source: string, at: Point) => void;
  /** Nodes were dragged; the new top left corners of all that moved. Hand them back in `positions`. */
  readonly onMove: (positions: ReadonlyMap<string, Point>) => void;
  /** Delete was pressed. */
  readonly onDelete: (what: { readonly nodes: readonly string[]; readonly edges: readonly GraphEdge[] }) => void;
  /** Something was dropped on the drawing, for instance a handler of the palette. */
  readonly onDrop?: (data: DataTransfer, at: Point) => void;
}

export interface GraphViewProps {
  readonly shape: GraphShape;
  readonly labels: GraphLabels;
  /** States by node id, from `createNodeStates`; they are kept out of `shape` so that a change paints one node only. */
  readonly states?: NodeStates;
  readonly direction?: Direction;
  /** Nodes that the user has put somewhere; the layout places the others. */
  readonly positions?: ReadonlyMap<string, Point>;
  /** Nodes that are on the drawing stay where they are when `shape` changes; only new ones are placed. */
  readonly keepPlaces?: boolean;
  readonly selection?: ReadonlySet<string>;
  readonly onSelectionChange?: (selection: ReadonlySet<string>) => void;
  /** Enter or a double click on a node. */
  readonly onOpen?: (id: string) => void;
  /** Groups shown as one node with the counts of their states. */
  readonly folded?: ReadonlySet<string>;
  readonly onFoldedChange?: (folded: ReadonlySet<string>) => void;
  /** Node ids in the order of the path; its nodes and edges are drawn bold. */
  readonly criticalPath?: readonly string[];
  /** Dim what is neither an ancestor nor a descendant of the one selected node. */
  readonly showLineage?: boolean;
  readonly editing?: GraphEditing;
  /** What is drawn inside a node's card beside its state; the default is its label and subtitle. */
  readonly renderNode?: (node: GraphNode) => ReactNode;
  /** Show the toolbar with find, zoom and minimap; default true. */
  readonly tools?: boolean;
  /** Laid over the drawing, for instance a legend. */
  readonly children?: ReactNode;
}

/** What can be asked of a view through its `ref`. */
export interface GraphHandle {
  /** Show everything. */
  readonly fit: () => void;
  /** Bring a node into the middle, at a zoom at which it can be read. */
  readonly centreOn: (id: string) => void;
  /** Forget kept places and lay out afresh. Positions that the caller still passes win. */
  readonly layOutAgain: () => void;
  /** Where every node is now. */
  readonly positions: () => ReadonlyMap<string, Point>;
  /** A point of the window in terms of the drawing, for instance of a paste. */
  readonly toDrawing: (clientX: number, clientY: number) => Point;
}
