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

type PlacesByKey = ReadonlyMap<string, TextPlace>;

const PLACES = new WeakMap<object, PlacesByKey>();

/** Remembers the places of an object's keys or of an array's elements. */
export function rememberPlaces(container: object, places: PlacesByKey): void {
  PLACES.set(container, places);
}

/** Gives a changed copy the places of its original, but for the key that was changed. */
export function copyPlaces(original: unknown, copy: object, changedKey: string): void {
  const places = isObject(original) ? PLACES.get(original) : undefined;
  if (places === undefined) return;
  PLACES.set(copy, new Map([...places].filter(([key]) => key !== changedKey)));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/**
 * The place of `field` (a path such as `strategy.bidSpread` or `instrument.tiers.0`), or of the
 * nearest member around it; null when `input` did not come from a text.
 */
export function placeOf(input: unknown, field: string): TextPlace | null {
  let place: TextPlace | null = null;
  let container = input;
  for (const key of field.split(".")) {
    if (!isObject(container)) break;
    place = PLACES.get(container)?.get(key) ?? place;
    container = Object.hasOwn(container, key) ? Reflect.get(container, key) : undefined;
  }
  return place;
}
