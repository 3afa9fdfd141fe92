/// What the page and the worker tell each other.
import type { Layout, LayoutOptions } from "../layout/layout";
import type { Topology } from "../topology";

export interface LayoutRequest {
  readonly number: number;
  readonly topology: Topology;
  readonly options: LayoutOptions;
}

export interface LayoutReply {
  readonly number: number;
  readonly layout: Layout;
}
