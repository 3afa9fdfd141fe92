/// The colours of a canvas.
import { lookOf, STATES } from "./state-looks";

/** The colours of a canvas. */
export interface Palette {
  readonly edge: string;
  readonly edgeDimmed: string;
  readonly edgeActive: string;
  readonly critical: string;
  readonly selected: string;
  readonly added: string;
  readonly removed: string;
  readonly groupFill: string;
  readonly groupBorder: string;
  readonly text: string;
  readonly background: string;
  readonly neutral: string;
  readonly glyph: string;
  readonly states: ReadonlyMap<string, string>;
}

/** Read the palette from the CSS variables around an element, through a probe, for only a used colour is resolved. */
export function readPalette(element: Element): Palette {
  const probe = document.createElement("span");
  element.parentElement?.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = paletteFrom(read);
  probe.remove();
  return palette;
}

function paletteFrom(read: (name: string) => string): Palette {
  return {
    edge: read("--graph-edge"),
    edgeDimmed: read("--graph-edge-dimmed"),
    edgeActive: read("--graph-edge-active"),
    critical: read("--graph-critical"),
    selected: read("--graph-selected"),
    added: read("--graph-added"),
    removed: read("--graph-removed"),
    groupFill: read("--graph-group-fill"),
    groupBorder: read("--graph-group-border"),
    text: read("--graph-text"),
    background: read("--graph-background"),
    neutral: read("--graph-neutral"),
    glyph: read("--graph-glyph"),
    states: new Map(STATES.map((state) => [state, read(lookOf(state).colour)])),
  };
}
