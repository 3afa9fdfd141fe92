import { afterEach, expect, test, vi } from "vitest";
import { leadWhenFree } from "./leader";

type Work = () => Promise<void>;

afterEach(() => void vi.unstubAllGlobals());

/** The locks of a browser, as far as one name needs them. */
class FakeLocks {
  private readonly queue: Work[] = [];
  private busy = false;

  request(_name: string, { signal }: { signal: AbortSignal }, work: Work): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("left", "AbortError")));
      this.queue.push(() => work().then(resolve));
      this.next();
    });
  }

  private next(): void {
    const work = this.busy ? undefined : this.queue.shift();
    if (work === undefined) return;
    this.busy = true;
    void work().then(() => {
      this.busy = false;
      this.next();
    });
  }
}

test("one page leads at a time; the next does when it is left", async () => {
  vi.stubGlobal("navigator", { locks: new FakeLocks() });
  const [first, second] = [vi.fn(), vi.fn()];
  const leaveFirst = leadWhenFree(first);
  leadWhenFree(second);
  expect(first).toHaveBeenCalledOnce();
  expect(second).not.toHaveBeenCalled();
  leaveFirst();
  await vi.waitFor(() => expect(second).toHaveBeenCalledOnce());
});

test("where there are no locks everybody leads", () => {
  vi.stubGlobal("navigator", {});
  const lead = vi.fn();
  leadWhenFree(lead)();
  expect(lead).toHaveBeenCalledOnce();
});
