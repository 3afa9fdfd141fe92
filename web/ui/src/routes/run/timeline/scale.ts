/// From time to pixels and back, and round times to write at the top. Pure.

/** A stretch of time, in milliseconds after the run was created, that fills `width` pixels. */
export interface Scale {
  from: number;
  to: number;
  width: number;
}

/** Milliseconds: the shortest stretch that can be looked at. */
const SHORTEST = 1;
/** Pixels between two written times, at least. */
const APART = 90;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Steps that people count in, beyond seconds. */
const STEPS = [...[1, 2, 5, 10, 15, 30].map((m) => m * MINUTE), ...[1, 2, 3, 6, 12, 24].map((h) => h * HOUR)];

export function toX(scale: Scale, time: number): number {
  return ((time - scale.from) / (scale.to - scale.from)) * scale.width;
}

export function toTime(scale: Scale, x: number): number {
  return scale.from + (x / scale.width) * (scale.to - scale.from);
}

/** Nearer (`factor` < 1) or farther, with what is at `x` staying there, within all that there is. */
export function zoomed(scale: Scale, x: number, factor: number, end: number): Scale {
  const anchor = toTime(scale, x);
  const length = Math.min(end, Math.max(SHORTEST, (scale.to - scale.from) * factor));
  return within({ ...scale, from: anchor - (x / scale.width) * length }, length, end);
}

/** The same length, moved by a part of itself. */
export function panned(scale: Scale, part: number, end: number): Scale {
  const length = scale.to - scale.from;
  return within({ ...scale, from: scale.from + part * length }, length, end);
}

function within(scale: Scale, length: number, end: number): Scale {
  const from = Math.max(0, Math.min(scale.from, end - length));
  return { ...scale, from, to: from + length };
}

/** Round times in sight, a readable way apart. */
export function ticks(scale: Scale): number[] {
  const step = stepFor(((scale.to - scale.from) / Math.max(1, scale.width)) * APART);
  const found: number[] = [];
  for (let time = Math.ceil(scale.from / step) * step; time <= scale.to; time += step) found.push(time);
  return found;
}

function stepFor(least: number): number {
  if (least <= 30 * SECOND) {
    const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
    const step = [1, 2, 5, 10].find((each) => each * power >= least) ?? 10;
    if (step * power <= 20 * SECOND) return step * power;
    return least <= 30 * SECOND ? 30 * SECOND : MINUTE;
  }
  return STEPS.find((step) => step >= least) ?? Math.ceil(least / (24 * HOUR)) * 24 * HOUR;
}
