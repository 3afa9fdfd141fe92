/// What is wrong with the fields of a node.
import { useMemo } from "react";
import { useProblems } from "./use-problems";

/** Messages by the name of the field. */
export function useFieldErrors(id: string): ReadonlyMap<string, string> {
  const { all } = useProblems();
  return useMemo(() => {
    const found = new Map<string, string>();
    for (const { spot, severity, message } of all) {
      if (spot.node !== id || spot.field === undefined || severity !== "error") continue;
      const before = found.get(spot.field);
      found.set(spot.field, before === undefined ? message : `${before}; ${message}`);
    }
    return found;
  }, [all, id]);
}
