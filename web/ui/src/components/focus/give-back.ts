/// Gives the focus back when a dialog goes: to what had it before, beside dialogs and the menus that open them.

const PASSING = "[role=dialog], [role=menu]";

/** From now on, for all dialogs, however they come and go. Returns what ends it. */
export function giveFocusBack(page: Document): () => void {
  let last: HTMLElement | undefined;
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && target.closest(PASSING) === null) last = target;
  };
  const watch = new MutationObserver((changes) => {
    // Whoever has taken the focus meanwhile keeps it.
    if (page.activeElement !== page.body || !last?.isConnected) return;
    if (changes.some(({ removedNodes }) => [...removedNodes].some(isDialog))) last.focus();
  });
  page.addEventListener("focusin", remember);
  watch.observe(page.body, { childList: true, subtree: true });
  return () => {
    page.removeEventListener("focusin", remember);
    watch.disconnect();
  };
}

function isDialog(node: Node): boolean {
  return node instanceof Element && (node.matches("[role=dialog]") || node.querySelector("[role=dialog]") !== null);
}
