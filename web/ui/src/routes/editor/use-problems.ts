/// Everything that is wrong with the graph: what the compiler says, and what only the workers can tell.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createContext, createElement, type ReactNode, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { catalogueQuery, diagnosticsQuery, type Handler } from "../../api/definitions";
import { type Draft, handlerOf, nodesOf } from "../../editor/draft";
import { pathOf, type Spot, spotOf } from "../../editor/place";
import type { TextProblem } from "../../editor/source";
import { stampOf } from "./store";
import { useDraft, useEditorState } from "./use-editor";

export type Severity = "error" | "warning";

export interface GraphProblem {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly spot: Spot;
  /** Of a text that cannot be read. */
  readonly line?: number;
}

interface Problems {
  readonly all: readonly GraphProblem[];
  readonly worst: ReadonlyMap<string, Severity>;
  /** True while the newest state of the graph is not checked yet. */
  readonly checking: boolean;
  /** True if it could not be checked. */
  readonly unchecked: boolean;
}

/** Milliseconds without a change until the compiler is asked. */
const STILL = 400;

const problemsContext = createContext<Problems>({ all: [], worst: new Map(), checking: false, unchecked: false });

/** Checks the graph for all that stand within. */
export function ProblemsProvider({ children }: { children: ReactNode }) {
  return createElement(problemsContext.Provider, { value: useChecked() }, children);
}

/** What is wrong with the graph. */
export function useProblems(): Problems {
  return useContext(problemsContext);
}

/** The worst that is wrong with a node. */
export function useWorst(id: string): Severity | undefined {
  return useProblems().worst.get(id);
}

function useChecked(): Problems {
  const { t } = useTranslation("editor");
  const draft = useDraft();
  const broken = useEditorState((state) => state.broken);
  const [settled] = useDebouncedValue(draft, STILL);
  const asked = useQuery({ ...diagnosticsQuery(settled, stampOf(settled)), placeholderData: keepPreviousData });
  const handlers = useQuery(catalogueQuery).data;
  const said = asked.data?.diagnostics;
  const all = useMemo((): readonly GraphProblem[] => {
    const errors = (said ?? []).map((each) => ({
      ...each,
      severity: "error" as const,
      spot: spotOf(settled, each.path),
    }));
    const unserved = unservedNodes(settled, handlers).map(({ id, handler }) => ({
      severity: "warning" as const,
      code: "",
      message: t("unserved", { handler }),
      path: pathOf(["nodes", id, "handler"]),
      spot: { node: id, field: "handler" },
    }));
    return [...(broken?.problems ?? []).map((each) => ofText(each, t("notMapping"))), ...errors, ...unserved];
  }, [said, settled, handlers, broken, t]);
  const worst = useMemo(() => worstOf(all), [all]);
  const checking = draft !== settled || asked.isFetching;
  return useMemo(() => ({ all, worst, checking, unchecked: asked.isError }), [all, worst, checking, asked.isError]);
}

function ofText({ message, line }: TextProblem, otherwise: string): GraphProblem {
  return { severity: "error", code: "", message: message || otherwise, path: "", spot: {}, line };
}

/** Nodes whose handler is known, or is not, but that no worker serves now. */
function unservedNodes(draft: Draft, handlers: readonly Handler[] | undefined): { id: string; handler: string }[] {
  if (handlers === undefined) return [];
  const served = new Set(handlers.filter(({ workers }) => workers.length > 0).map(({ name }) => name));
  return nodesOf(draft).flatMap((node) => {
    const handler = handlerOf(node);
    return handler === "" || served.has(handler) ? [] : [{ id: node.id, handler }];
  });
}

function worstOf(problems: readonly GraphProblem[]): ReadonlyMap<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { spot, severity } of problems) {
    if (spot.node !== undefined && worst.get(spot.node) !== "error") worst.set(spot.node, severity);
  }
  return worst;
}
