/// Style elements that libraries make carry the page's nonce; without it the content policy refuses them.
import { setNonce } from "get-nonce";

/** Let the styles of dialogs pass that keep the page behind them from scrolling. */
export function allowStyles(nonce: string): void {
  if (nonce) setNonce(nonce);
}
