/// Which runs the pages of a browser want to follow, by page.

/** The most runs that one stream follows; what was wished for last counts. */
const MOST = 100;

/** Collects the wishes of pages. Pure. */
export class Wishes {
  private readonly byPage = new Map<string, readonly string[]>();

  /** What a page wants from now on; nothing once it is left. True if that changes what has to be followed. */
  set(page: string, runs: readonly string[]): boolean {
    const before = this.runs().join();
    this.byPage.delete(page);
    if (runs.length > 0) this.byPage.set(page, runs);
    return this.runs().join() !== before;
  }

  /** Every run that somebody wants, in a fixed order. */
  runs(): string[] {
    const all = [...this.byPage.values()].flat();
    return [...new Set(all.reverse())].slice(0, MOST).sort();
  }
}
