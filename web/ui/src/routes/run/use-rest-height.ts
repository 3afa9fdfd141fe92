/// The height that is left of the window below the top of an element.
import { type RefObject, useLayoutEffect, useState } from "react";

/** Pixels: what the contents need in any case, and what stays free at the foot. */
const LEAST = 440;
const FOOT = 16;

export function useRestHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(LEAST);
  useLayoutEffect(() => {
    const measure = () => {
      const top = (element.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setHeight(Math.max(LEAST, Math.floor(window.innerHeight - top - FOOT)));
    };
    measure();
    // What stands above it grows and shrinks, and moves it.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (element.current?.parentElement?.parentElement) observer.observe(element.current.parentElement.parentElement);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [element]);
  return height;
}
