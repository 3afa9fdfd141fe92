/// The graph as the drawing takes it.
import { useMemo } from "react";
import type { Arrangement } from "../../editor/arrangement";
import { type Draft, edgesOf, handlerOf, nodesOf } from "../../editor/draft";
import { type GraphShape, USUAL_CARD } from "../../graph/shape";
import { useDraft, useEditorState } from "./use-editor";

/** The shape of the draft; the same object while nothing that is drawn changes. */
export function useShape(): GraphShape {
  const draft = useDraft();
  const groups = useEditorState(({ arrangement }) => arrangement.groups);
  const fresh = useMemo(() => shapeOf(draft, groups), [draft, groups]);
  const drawn = useMemo(() => JSON.stringify(fresh), [fresh]);
  // A new object means a new layout: an argument that changes must not cause one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `drawn` says all that `fresh` does
  return useMemo(() => fresh, [drawn]);
}

function shapeOf(draft: Draft, groups: Arrangement["groups"]): GraphShape {
  const groupOf = new Map([...groups].flatMap(([id, { members }]) => members.map((member) => [member, id] as const)));
  const nodes = nodesOf(draft).map((node) => {
    const group = groupOf.get(node.id);
    return {
      id: node.id,
      label: node.id,
      subtitle: handlerOf(node),
      ...USUAL_CARD,
      ...(group !== undefined && { group }),
    };
  });
  const used = new Set(nodes.map(({ group }) => group));
  return {
    nodes,
    edges: edgesOf(draft),
    groups: [...groups].filter(([id]) => used.has(id)).map(([id, { label }]) => ({ id, label })),
  };
}
