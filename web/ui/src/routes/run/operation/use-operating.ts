/// Which deed is being prepared: one dialog for the whole screen of a run.
import { createContext, useContext } from "react";
import type { Deed } from "./deeds";

/** A deed that somebody is about to do, to a node or to the run. */
export interface Intent {
  deed: Deed;
  node?: string;
}

export const OperatingContext = createContext<(intent: Intent) => void>(() => undefined);

/** A function that opens the dialog. */
export function useOperating(): (intent: Intent) => void {
  return useContext(OperatingContext);
}
