/// What one pass of the layout takes and gives.
import type { Routes } from "./bends";

/**
 * What one pass of the layered layout works on, free of direction: `along` is the axis that the edges follow,
 * `across` the one on which the nodes of a layer lie beside each other.
 */
export interface Net {
  readonly count: number;
  /** Sizes along and across, in pixels. */
  readonly depths: Float64Array;
  readonly breadths: Float64Array;
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** Where an edge touches its ends: pixels across, from the middle of the node. */
  readonly sourcePorts: Float64Array;
  readonly targetPorts: Float64Array;
  /** -1: has to be in the first layer; 1: in the last; 0: anywhere. */
  readonly pins: Int8Array;
}

/** Where everything went. Starts are the smaller coordinate of each box. */
export interface Placement {
  readonly along: Float64Array;
  readonly across: Float64Array;
  readonly depth: number;
  readonly breadth: number;
  readonly routes: Routes;
}

/** Distances in pixels. */
export interface Spacing {
  /** Between nodes of one layer. */
  readonly node: number;
  /** Between two passing edges, and between an edge and a node. */
  readonly edge: number;
  /** Least distance between two layers. */
  readonly layer: number;
  /** Width over height of the drawing that is aimed at where layers are too long and must be folded. */
  readonly aspect: number;
}
