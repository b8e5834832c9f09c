/** Which refresh settings the steps of a bar can tell apart. Semantics 2 and 3. */
import type { NormalisedConfig } from "../config/types.js";

/** What of a path its steps hang on. */
export interface SteppedPath extends Pick<NormalisedConfig["path"], "model"> {
  readonly points?: number | undefined;
}

/** Times of the steps of a bar from its open, ms; null: they are those of its trades. */
export function stepOffsets({ model, points }: SteppedPath, intervalMs: number): number[] | null {
  if (model === "trades") return null;
  if (model !== "bridge" || points === undefined) {
    return [0, Math.floor(intervalMs / 3), Math.floor((2 * intervalMs) / 3), intervalMs - 1];
  }
  const offsets = Array.from({ length: points }, (_, k) => Math.floor((k * intervalMs) / points));
  offsets[points - 1] = intervalMs - 1;
  return offsets;
}

/**
 * The smallest distance of two steps that is at least `refreshMs`: every setting from the distance
 * before it up to this one quotes at the same steps.
 * @param refreshMs ms, 0 or more
 * @param intervalMs D, ms
 * @param path default: one of four points
 * @returns ms; `refreshMs` itself where steps come when trades do
 */
export function effectiveRefreshMs(
  refreshMs: number,
  intervalMs: number,
  path: SteppedPath = { model: "direction" },
): number {
  const offsets = stepOffsets(path, intervalMs);
  if (offsets === null) return refreshMs;
  let smallest = Number.POSITIVE_INFINITY;
  for (const from of offsets) {
    for (const to of offsets) {
      const span = to - from;
      const bars = Math.max(Math.ceil((refreshMs - span) / intervalMs), span > 0 ? 0 : 1);
      smallest = Math.min(smallest, bars * intervalMs + span);
    }
  }
  return smallest;
}
