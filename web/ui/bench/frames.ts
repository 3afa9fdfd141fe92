/// Measuring frames while something moves.

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Milliseconds from frame to frame while `step` is called once in each. */
export async function framesWhile(count: number, step: (frame: number) => void): Promise<number[]> {
  const times: number[] = [];
  let last = await nextFrame();
  for (let frame = 0; frame < count; frame += 1) {
    step(frame);
    const now = await nextFrame();
    times.push(now - last);
    last = now;
  }
  return times;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Drag an element with the mouse, step by step, as a hand would. */
export function drag(element: HTMLElement) {
  const box = element.getBoundingClientRect();
  let x = box.x + box.width / 2;
  let y = box.y + box.height / 2;
  const fire = (type: string, target: EventTarget): void => {
    target.dispatchEvent(
      new MouseEvent(type, {
        clientX: x,
        clientY: y,
        button: 0,
        buttons: 1,
        bubbles: true,
        cancelable: true,
        view: window,
      }),
    );
  };
  fire("mousedown", element);
  return {
    by: (right: number, down: number): void => {
      x += right;
      y += down;
      fire("mousemove", window);
    },
    end: (): void => fire("mouseup", window),
  };
}

export function wheel(element: HTMLElement, deltaY: number): void {
  const box = element.getBoundingClientRect();
  const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  element.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY, bubbles: true, cancelable: true, view: window }));
}
