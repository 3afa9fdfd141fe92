/// The colour scheme of the page, for what is painted.
import { useSyncExternalStore } from "react";

const ATTRIBUTE = "data-mantine-color-scheme";

/** The colour scheme that the page is in now; canvases have to be painted anew when it changes. */
export function useColourScheme(): string {
  return useSyncExternalStore(watch, () => document.documentElement.getAttribute(ATTRIBUTE) ?? "light");
}

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [ATTRIBUTE] });
  return () => observer.disconnect();
}
