/**
 * Where the members of a parsed configuration text stand.
 *
 * Values are plain objects and arrays, so that callers may copy and change them; their places are
 * kept beside them, by object, and vanish with them.
 */

/** Counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

const PLACES = new WeakMap<object, ReadonlyMap<string, TextPlace>>();

/** Remembers the places of an object's keys or of an array's elements. */
export function rememberPlaces(container: object, places: ReadonlyMap<string, TextPlace>): void {
  PLACES.set(container, places);
}

/**
 * The place of `field` (a path such as `strategy.bidSpread` or `instrument.tiers.0`), or of the
 * nearest member around it; null when `input` did not come from a text.
 */
export function placeOf(input: unknown, field: string): TextPlace | null {
  let place: TextPlace | null = null;
  let container = input;
  for (const key of field.split(".")) {
    if (typeof container !== "object" || container === null) break;
    place = PLACES.get(container)?.get(key) ?? place;
    container = Object.hasOwn(container, key) ? Reflect.get(container, key) : undefined;
  }
  return place;
}
