/// What can be done to a run, and what it would touch.
import { api, type Schemas, take } from "./client";

export type Operation = Schemas["OperateRun"];
export type OperationKind = Operation["kind"];
export type Effect = Schemas["EffectView"];

/** Do it. Throws `Problem`, with nothing changed, where the state of the run or of the node does not allow it. */
export function operate(run: string, operation: Operation): Promise<Effect> {
  return take(api.POST("/api/v1/runs/{run_id}/operations", { params: { path: { run_id: run } }, body: operation }));
}

/** What it would do. Changes nothing; throws as `operate` does. */
export function preview(run: string, operation: Operation): Promise<Effect> {
  return operate(run, { ...operation, dry_run: true });
}
