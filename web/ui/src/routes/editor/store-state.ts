/// What an editor knows, and how its parts change it.
import type { StoreApi } from "zustand/vanilla";
import type { Arrangement } from "../../editor/arrangement";
import type { Draft } from "../../editor/draft";
import type { History } from "../../editor/history";
import type { Spot } from "../../editor/place";
import type { Format, TextProblem } from "../../editor/source";
import type { Point } from "../../graph/shape";

/** What is stored: the version that the work began from; null before there is one. */
export interface Base {
  readonly version: number | null;
  readonly draft: Draft;
}

interface Broken {
  readonly text: string;
  readonly problems: readonly TextProblem[];
}

/** A text as somebody wrote it, and the definition that it says. */
interface Source {
  readonly text: string;
  readonly draft: Draft;
}

export interface EditorState {
  readonly base: Base;
  readonly history: History<Draft>;
  readonly source: Source;
  readonly format: Format;
  /** A text that cannot be read; the graph stays as it last could. */
  readonly broken: Broken | null;
  readonly selection: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  readonly arrangement: Arrangement;
  /** Where to look next: a problem that was clicked. `at` makes every click another one. */
  readonly focus: { readonly spot: Spot; readonly path: string; readonly at: number } | null;
  /** The node that the next handler of the palette comes after, and where it is put. */
  readonly pending: { readonly source: string; readonly at: Point } | null;
  readonly criticalPath: readonly string[];
}

/** What the parts of an editor share. */
export interface Core extends Pick<StoreApi<EditorState>, "getState" | "setState"> {
  /** Alter the graph. Changes of one topic that follow each other are undone together. */
  readonly change: (alter: (draft: Draft) => Draft, topic?: string) => void;
  /** Put nodes somewhere. */
  readonly arrange: (arrangement: Arrangement) => void;
}
