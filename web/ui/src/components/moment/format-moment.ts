/// Times as people read them.
import type { Clock } from "../../preferences/clock";

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** A time by the day and the clock, in the zone of whoever looks or in UTC. */
export function formatMoment(at: Date, language: string, clock: Exclude<Clock, "relative">): string {
  const shown = new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    ...(clock === "utc" && { timeZone: "UTC" }),
  }).format(at);
  return clock === "utc" ? `${shown} UTC` : shown;
}

/** How far a time is from another, in the largest unit of which that is at least one. */
export function formatRelative(at: number, now: number, language: string): string {
  const away = at - now;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const [unit, length] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? ["second", 1000];
  return relative.format(Math.trunc(away / length), unit as Intl.RelativeTimeFormatUnit);
}
