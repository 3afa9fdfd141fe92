/// The time, for what counts on while one looks: one clock for the whole page, at rest while nobody asks.
import { useSyncExternalStore } from "react";

const TICK = 1000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer = 0;

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    tick();
    timer = window.setInterval(tick, TICK);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearInterval(timer);
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** Milliseconds since 1970, a new value each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
