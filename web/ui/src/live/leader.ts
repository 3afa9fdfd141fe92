/// One page of a browser profile leads: it alone listens to the server and tells the others, for a browser keeps
/// only six connections to a server, and each stream takes one.
import { mount } from "../api/place";

const NAME = `aurora-live:${mount}`;

/** Lead as soon as no other page does. Returns what ends it. Where browsers have no locks every page leads. */
export function leadWhenFree(lead: () => void): () => void {
  if (navigator.locks === undefined) {
    lead();
    return () => undefined;
  }
  const waiting = new AbortController();
  let leave = () => waiting.abort();
  const leading = () =>
    new Promise<void>((resolve) => {
      leave = resolve;
      lead();
    });
  navigator.locks.request(NAME, { signal: waiting.signal }, leading).catch((error: unknown) => {
    // Whoever left before it was free is told so, and knows.
    if (!waiting.signal.aborted) throw error;
  });
  return () => leave();
}

/** Messages between the pages of a browser profile. */
export class Channel<Message> {
  private readonly channel = new BroadcastChannel(NAME);

  constructor(hear: (message: Message) => void) {
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data);
  }

  /** Tell all other pages. */
  tell(message: Message): void {
    this.channel.postMessage(message);
  }

  close(): void {
    this.channel.close();
  }
}
