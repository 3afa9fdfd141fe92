/// Reading and changing what the address of a run says.
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { runRoute } from "./route";
import { type RunSearch, runSearchOf } from "./search";

/** What a change says of each part; undefined takes it out of the address. */
export type SearchChange = { [K in keyof RunSearch]?: RunSearch[K] | undefined };

/** The address, and a function that changes parts of it; `keep` leaves a step in the browser's history. */
export function useRunSearch(): [RunSearch, (change: SearchChange, keep?: boolean) => void] {
  const search = runRoute.useSearch();
  const navigate = useNavigate();
  const change = useCallback(
    (parts: SearchChange, keep = false) =>
      void navigate({
        from: runRoute.fullPath,
        search: (before) => runSearchOf({ ...before, ...parts }),
        replace: !keep,
        resetScroll: false,
      }),
    [navigate],
  );
  return [search, change];
}
