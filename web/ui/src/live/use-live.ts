/// The live connection in React.
import { createContext, useContext, useEffect, useSyncExternalStore } from "react";
import type { LiveStatus } from "./event";
import type { Listener, Live } from "./live";

export const LiveContext = createContext<Live | undefined>(undefined);

/** The connection of this page; undefined for the moment before it begins. */
export function useLive(): Live | undefined {
  return useContext(LiveContext);
}

const never = () => () => undefined;
const reconnecting = (): LiveStatus => "reconnecting";

/** How well the page follows. */
export function useLiveStatus(): LiveStatus {
  const live = useLive();
  return useSyncExternalStore(live?.watch ?? never, live?.status ?? reconnecting);
}

/** Follow a run with all its nodes while the component is shown. */
export function useLiveRun(run: string): void {
  const live = useLive();
  useEffect(() => live?.follow(run), [live, run]);
}

/** Be handed the events of each frame while the component is shown; `listener` should stay the same. */
export function useLiveEvents(listener: Listener): void {
  const live = useLive();
  useEffect(() => live?.listen(listener), [live, listener]);
}
