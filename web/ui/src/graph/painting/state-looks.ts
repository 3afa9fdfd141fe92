/// How states look.
/** How node states look, the same in the page and on a canvas: a shape as well as a colour. */
export interface StateLook {
  /** The name of the CSS variable that holds its colour. */
  readonly colour: string;
  /** A filled outline on a square of 16 by 16. */
  readonly outline: string;
}

const DOT = "M8 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z";
const RING = "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM8 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8z";

const looks: Readonly<Record<string, StateLook>> = {
  pending: { colour: "--graph-pending", outline: RING },
  running: { colour: "--graph-running", outline: "M4.5 2.2v11.6L14 8z" },
  waiting: { colour: "--graph-waiting", outline: "M3 2h10v2L9.3 8l3.7 4v2H3v-2l3.7-4L3 4z" },
  retrying: {
    colour: "--graph-retrying",
    outline: "M8 2.5a5.5 5.5 0 1 0 5.4 6.5h-2.1A3.5 3.5 0 1 1 8 4.5v2.3L12.2 3.5 8 .2z",
  },
  paused: { colour: "--graph-paused", outline: "M4 2.5h3v11H4zM9 2.5h3v11H9z" },
  succeeded: { colour: "--graph-succeeded", outline: "M6.4 13.2L1.6 8.4l1.9-1.9 2.9 2.9 6.1-6.1 1.9 1.9z" },
  failed: {
    colour: "--graph-failed",
    outline: "M3.8 2L8 6.2 12.2 2 14 3.8 9.8 8l4.2 4.2-1.8 1.8L8 9.8 3.8 14 2 12.2 6.2 8 2 3.8z",
  },
  skipped: { colour: "--graph-skipped", outline: "M2 3l5 5-5 5zM8 3l5 5-5 5z" },
  cancelled: {
    colour: "--graph-cancelled",
    outline:
      "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13zM4.9 3.6l7.5 7.5a4.5 4.5 0 0 0-7.5-7.5zM3.6 4.9a4.5 4.5 0 0 0 7.5 7.5z",
  },
};

export const NEUTRAL: StateLook = { colour: "--graph-neutral", outline: DOT };

export function lookOf(state: string | undefined): StateLook {
  return (state === undefined ? undefined : looks[state]) ?? NEUTRAL;
}

/** The states that have a look, in the order in which counts are listed. */
export const STATES: readonly string[] = Object.keys(looks);
