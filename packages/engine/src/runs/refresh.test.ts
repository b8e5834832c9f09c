import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effectiveRefreshMs } from "./refresh.js";

/** Steps at which a run quotes, walked one after another. */
function quotedSteps(refreshMs: number, intervalMs: number, bars: number): number[] {
  const offsets = [0, Math.floor(intervalMs / 3), Math.floor((2 * intervalMs) / 3), intervalMs - 1];
  const steps = Array.from({ length: bars }, (_, bar) =>
    offsets.map((offset) => bar * intervalMs + offset),
  ).flat();
  const quoted: number[] = [];
  for (const step of steps) {
    const last = quoted.at(-1);
    if (last === undefined || step - last >= refreshMs) quoted.push(step);
  }
  return quoted;
}

describe("effectiveRefreshMs", () => {
  test("names the distance of steps that a setting stands for", () => {
    expect(effectiveRefreshMs(60_000, 60_000)).toBe(60_000);
    expect(effectiveRefreshMs(15_000, 60_000)).toBe(19_999);
    expect(effectiveRefreshMs(0, 60_000)).toBe(1);
    expect(effectiveRefreshMs(20_000, 60_000)).toBe(20_000);
    expect(effectiveRefreshMs(90_000, 60_000)).toBe(99_999);
  });

  test("quotes at the same steps as the setting, and any larger one at others", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 5_000 }),
        fc.integer({ min: 0, max: 20_000 }),
        (d, r) => {
          const effective = effectiveRefreshMs(r, d);
          expect(effective).toBeGreaterThanOrEqual(r);
          expect(quotedSteps(effective, d, 40)).toEqual(quotedSteps(r, d, 40));
        },
      ),
    );
  });
});
