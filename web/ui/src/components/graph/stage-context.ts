/// What the parts of one graph view share.
import { createContext, type ReactNode, useContext } from "react";
import type { Drawing } from "../../graph/drawing";
import type { Emphasis } from "../../graph/emphasis";
import type { FoldedGroup } from "../../graph/folding";
import type { Direction, GraphNode } from "../../graph/shape";
import type { GraphLabels } from "./graph-props";

/** What the parts of one graph view share. */
export interface Stage {
  readonly labels: GraphLabels;
  readonly direction: Direction;
  readonly emphasis: Emphasis;
  readonly selection: ReadonlySet<string>;
  readonly foldedGroups: ReadonlyMap<string, FoldedGroup>;
  readonly showStates: boolean;
  readonly editable: boolean;
  /** The node that has the keyboard, if any. */
  readonly current: string | null;
  /** Nodes that cannot end the connection that is being drawn; null while there is none. */
  readonly refused: ReadonlySet<string> | null;
  readonly renderNode: ((node: GraphNode) => ReactNode) | null;
  readonly onUnfold: (group: string) => void;
}

export const StageContext = createContext<Stage | null>(null);

/** Only inside a graph view. */
export function useStage(): Stage {
  const stage = useContext(StageContext);
  if (!stage) throw new Error("a part of the graph view stands outside of it");
  return stage;
}

/** The drawing by itself, for it changes with every step of a drag, which is no concern of the cards. */
export const DrawingContext = createContext<Drawing | null>(null);

/** Only inside a graph view. */
export function useShownDrawing(): Drawing {
  const drawing = useContext(DrawingContext);
  if (!drawing) throw new Error("a part of the graph view stands outside of it");
  return drawing;
}
