/// The colours of the theme for a canvas, which cannot read them from style sheets.
import { useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";
import { looks } from "../../../components/state/looks";
import type { Palette } from "./painter";

/** Another palette whenever the colour scheme changes. */
export function usePalette(): Palette {
  const scheme = useComputedColorScheme("light");
  return useMemo(() => paletteOf(scheme), [scheme]);
}

function paletteOf(scheme: "light" | "dark"): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--mantine-${name}`).trim();
  const dark = scheme === "dark";
  const colors = new Map<string, string>();
  return {
    text: read("color-text"),
    quiet: read(dark ? "color-gray-5" : "color-gray-7"),
    line: read("color-default-border"),
    surface: read("color-body"),
    current: read("primary-color-light"),
    queue: read(dark ? "color-gray-6" : "color-gray-5"),
    critical: read(dark ? "color-orange-4" : "color-orange-8"),
    font: `12px ${read("font-family")}`,
    state: (state) => {
      const name = looks[state].color;
      const known = colors.get(name) ?? read(`color-${name}-filled`);
      colors.set(name, known);
      return known;
    },
  };
}
