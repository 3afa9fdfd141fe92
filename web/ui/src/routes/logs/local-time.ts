/// Times as the browser's own field for them has it: where one is, without a zone.

/** What the field shows for an RFC 3339 time. */
export function fieldOf(at: string | undefined): string {
  if (at === undefined) return "";
  const moment = new Date(at);
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

/** The RFC 3339 time of what the field holds; undefined for an empty one. */
export function momentOf(field: string): string | undefined {
  const moment = new Date(field);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
