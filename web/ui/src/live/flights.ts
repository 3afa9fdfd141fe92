/// Answers that are on their way while events come. An event may be newer than an answer that arrives after it, which
/// would take back what the event told; so what was told meanwhile is told to the answer once more.
import type { LiveEvent } from "./event";

export class Flights {
  private readonly flying = new Set<LiveEvent[]>();

  /** What has just been told to everybody else. */
  hear(events: readonly LiveEvent[]): void {
    for (const told of this.flying) told.push(...events);
  }

  /** An answer, with the events that came while it was waited for, in their order. */
  async during<T>(ask: () => Promise<T>): Promise<[answer: T, told: readonly LiveEvent[]]> {
    const told: LiveEvent[] = [];
    this.flying.add(told);
    try {
      return [await ask(), told];
    } finally {
      this.flying.delete(told);
    }
  }
}
