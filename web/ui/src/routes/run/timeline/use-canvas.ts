/// A canvas that is as large as the element around it, sharp on every screen, painted anew with the next frame.
import { type RefObject, useEffect, useRef, useState } from "react";

export interface Size {
  width: number;
  height: number;
}

/** The size of an element, as it changes. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const watched = element.current;
    if (watched === null) return;
    const measure = () => setSize({ width: watched.clientWidth, height: watched.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(watched);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Calls `draw` with the next frame after each render. */
export function usePainting(
  canvas: RefObject<HTMLCanvasElement | null>,
  { width, height }: Size,
  draw: (ctx: CanvasRenderingContext2D) => void,
): void {
  const frame = useRef(0);
  useEffect(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const ctx = canvas.current?.getContext("2d");
      if (canvas.current === null || !ctx || width === 0) return;
      const ratio = window.devicePixelRatio;
      const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (canvas.current.width !== w) canvas.current.width = w;
      if (canvas.current.height !== h) canvas.current.height = h;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      draw(ctx);
    });
  });
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
}
