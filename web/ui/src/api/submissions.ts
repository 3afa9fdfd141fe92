/// Starting runs.
import { api, type Schemas, take } from "./client";

export type RunSummary = Schemas["RunSummary"];

/** A run to start: of a stored graph, by default in its newest version, or of a definition that is not stored. */
export interface Submission {
  graph?: string;
  version?: number | null;
  definition?: Record<string, unknown>;
  inputs: Record<string, unknown>;
  labels?: Record<string, string>;
  /** Seconds after which the run is stopped. */
  deadline?: number | undefined;
  /** The same key gives the same run for a day. */
  key?: string | undefined;
}

/** Start a run; when this is fulfilled, it is durable. Throws `Problem`. */
export function submit({ key, inputs, labels = {}, ...what }: Submission): Promise<RunSummary> {
  const { graph = null, version = null, definition = null, deadline = null } = what;
  return take(
    api.POST("/api/v1/runs", {
      body: { graph, version, definition, inputs, labels, deadline },
      ...(key !== undefined && { headers: { "Idempotency-Key": key } }),
    }),
  );
}
