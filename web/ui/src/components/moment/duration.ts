/// Lengths of time as people read them.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = "day" | "hour" | "minute" | "second" | "millisecond";

/** A length in milliseconds, in the one or two units that matter: `340 ms`, `2.4 s`, `3 min 20 s`, `1 d 4 h`. */
export function formatDuration(milliseconds: number, language: string): string {
  const length = Math.max(0, milliseconds);
  if (length < SECOND) return unit(Math.round(length), "millisecond", language);
  if (length < 10 * SECOND) return unit(Math.round(length / 100) / 10, "second", language);
  const whole = Math.round(length / SECOND) * SECOND;
  if (whole < MINUTE) return unit(whole / SECOND, "second", language);
  if (whole < HOUR) return pair(whole, [MINUTE, "minute"], [SECOND, "second"], language);
  if (whole < DAY) return pair(whole, [HOUR, "hour"], [MINUTE, "minute"], language);
  return pair(whole, [DAY, "day"], [HOUR, "hour"], language);
}

function pair(length: number, [large, one]: [number, Unit], [small, other]: [number, Unit], language: string): string {
  const rest = Math.floor((length % large) / small);
  const first = unit(Math.floor(length / large), one, language);
  return rest === 0 ? first : `${first} ${unit(rest, other, language)}`;
}

function unit(value: number, name: Unit, language: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
}
