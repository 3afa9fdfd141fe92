/// How far back one looks.

export const RANGES = ["hour", "day", "week"] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = "day";

const PARTS: Readonly<Record<Range, { hours: number; buckets: number }>> = {
  hour: { hours: 1, buckets: 30 },
  day: { hours: 24, buckets: 24 },
  week: { hours: 168, buckets: 28 },
};

/** How many hours a range has, and into how many parts they are cut. */
export function partsOf(range: Range = DEFAULT_RANGE): { hours: number; buckets: number } {
  return PARTS[range];
}

/** The range that an address names, if it is one. */
export function rangeOf(given: unknown): Range | undefined {
  return RANGES.find((range) => range === given);
}
