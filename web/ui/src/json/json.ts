/// Plain values as JSON has them. Never changed in place: what is equal may be shared.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for a mapping. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** True if two values say the same. The order of a mapping's keys does not count. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((each, at) => isSame(each, other[at]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

/** `after`, made of the parts of `before` wherever these say the same in the same order, so that what did not change stays identical. */
export function sharing(before: Json | undefined, after: Json): Json {
  if (before === after) return after;
  if (isList(before) && isList(after)) {
    const items = after.map((each, at) => sharing(before[at], each));
    return items.length === before.length && items.every((each, at) => each === before[at]) ? before : items;
  }
  if (!isObject(before) || !isObject(after)) return after;
  const old = Object.keys(before);
  const entries = Object.entries(after).map(([key, each]): [string, Json] => [
    key,
    sharing(Object.hasOwn(before, key) ? before[key] : undefined, each),
  ]);
  const unchanged =
    entries.length === old.length && entries.every(([key, each], at) => key === old[at] && each === before[key]);
  return unchanged ? before : Object.fromEntries(entries);
}

/** A mapping with one key set, in its place if it has one and at the end otherwise; without it for `undefined`. */
export function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value === undefined) return Object.fromEntries(Object.entries(object).filter(([each]) => each !== key));
  if (!Object.hasOwn(object, key)) return Object.fromEntries([...Object.entries(object), [key, value]]);
  return Object.fromEntries(Object.entries(object).map(([each, old]) => [each, each === key ? value : old]));
}

/** A mapping in which a key has another name, in the same place. */
export function withKeyRenamed(object: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]));
}
