/// Events by the picture: what comes between two frames is worked on together.

/** Milliseconds after which a page that is not drawn works on its events all the same. */
const UNSEEN = 1000;

/** Collects values, and hands them on once for each frame. */
export class Batch<T> {
  private values: T[] = [];
  private frame = 0;
  private timer = 0;
  private readonly work: (values: T[]) => void;

  constructor(work: (values: T[]) => void) {
    this.work = work;
  }

  add(value: T): void {
    this.values.push(value);
    if (this.values.length > 1) return;
    this.frame = requestAnimationFrame(() => this.flush());
    this.timer = window.setTimeout(() => this.flush(), UNSEEN);
  }

  private flush(): void {
    cancelAnimationFrame(this.frame);
    window.clearTimeout(this.timer);
    const values = this.values;
    this.values = [];
    this.work(values);
  }
}
