/// What events change of the answers that the Query cache holds. Pure.
import type { InfiniteData } from "@tanstack/react-query";
import { hasEnded, type NodeState, type NodeView, type RunDetail, type RunPage, type RunState } from "../api/runs";
import type { LiveEvent } from "./event";

const ENDED: ReadonlySet<string> = new Set(["succeeded", "failed", "skipped", "cancelled"]);

/** A run with all its nodes, after some events; the same object if none is about it. */
export function patchDetail(run: RunDetail, events: readonly LiveEvent[]): RunDetail {
  const mine = events.filter((event) => event.run === run.id);
  if (mine.length === 0) return run;
  const nodes = patchNodes(run.nodes, mine);
  return mine.reduce(patchRun, nodes === run.nodes ? run : { ...run, nodes });
}

/** Pages of runs after some events; the same object if none is about a run on them. */
export function patchPages(data: InfiniteData<RunPage>, events: readonly LiveEvent[]): InfiniteData<RunPage> {
  const byRun = grouped(events, (event) => event.run);
  let changed = false;
  const pages = data.pages.map((page) => {
    if (!page.items.some((run) => byRun.has(run.id))) return page;
    changed = true;
    const items = page.items
      .filter((run) => !byRun.get(run.id)?.some((event) => event.kind === "deleted"))
      .map((run) => (byRun.get(run.id) ?? []).reduce(patchRun, run));
    return { ...page, items };
  });
  return changed ? { ...data, pages } : data;
}

type Moving = Pick<RunDetail, "state" | "epoch" | "finished" | "error" | "cancelling">;

function patchRun<R extends Moving>(run: R, event: LiveEvent): R {
  if (event.kind === "control") return { ...run, cancelling: event.control === "cancel" };
  if (event.kind !== "run" || event.state === undefined) return run;
  const state = event.state as RunState;
  const ended = hasEnded(state);
  return {
    ...run,
    state,
    epoch: event.epoch ?? run.epoch,
    finished: ended ? (event.at ?? run.finished) : null,
    error: ended ? (event.error ?? null) : null,
    cancelling: run.cancelling && !ended,
  };
}

function patchNodes(nodes: NodeView[], events: readonly LiveEvent[]): NodeView[] {
  const byNode = grouped(
    events.filter((event) => event.kind === "node" || event.kind === "progress"),
    (event) => event.node,
  );
  if (byNode.size === 0) return nodes;
  return nodes.map((node) => (byNode.get(node.id) ?? []).reduce(patchNode, node));
}

function patchNode(node: NodeView, event: LiveEvent): NodeView {
  if (event.kind === "progress") return { ...node, progress: event.progress ?? node.progress };
  const state = (event.state ?? node.state) as NodeState;
  const starts = state === "running" && node.state !== "running";
  return {
    ...node,
    state,
    attempts: event.attempt ?? node.attempts,
    worker: event.worker ?? node.worker,
    error: event.error ?? (starts || state === "succeeded" ? null : node.error),
    started: starts ? (event.at ?? node.started) : node.started,
    finished: ENDED.has(state) ? (event.at ?? node.finished) : null,
    progress: starts ? null : node.progress,
  };
}

function grouped(events: readonly LiveEvent[], by: (event: LiveEvent) => string | undefined) {
  const groups = new Map<string | undefined, LiveEvent[]>();
  for (const event of events) {
    const group = groups.get(by(event));
    if (group) group.push(event);
    else groups.set(by(event), [event]);
  }
  return groups;
}
