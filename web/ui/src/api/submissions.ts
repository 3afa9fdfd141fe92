/// Starting runs.
import { api, type Schemas, take } from "./client";

export type RunSummary = Schemas["RunSummary"];

/** A run to start. */
export interface Submission {
  graph: string;
  version?: number | undefined;
  inputs: Record<string, unknown>;
  labels?: Record<string, string>;
  /** Seconds after which the run is stopped. */
  deadline?: number | undefined;
  /** The same key gives the same run for a day. */
  key?: string | undefined;
}

/** Start a run; when this is fulfilled, it is durable. Throws `Problem`. */
export function submit({ key, graph, version, inputs, labels = {}, deadline }: Submission): Promise<RunSummary> {
  return take(
    api.POST("/api/v1/runs", {
      body: { graph, inputs, labels, version: version ?? null, deadline: deadline ?? null },
      ...(key !== undefined && { headers: { "Idempotency-Key": key } }),
    }),
  );
}
