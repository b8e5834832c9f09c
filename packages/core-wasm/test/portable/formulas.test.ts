/** Every indicator against its formula worked out anew from all bars, on random and on real ones. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bar, hasRealBars, randomBars, realBars } from "./bars.js";
import { expectRows, rowsOf } from "./compare.js";
import { DRIVEN, DRIVEN_NAMES, type DrivenName } from "./driven.js";
import { FORMULAS } from "./formulas.js";

const RUNS = 100;
const SEED = Number(process.env.FC_SEED ?? 20_240_229);
console.log(`indicators against formulas: FC_SEED=${SEED}, ${RUNS} runs each`);
const DRAWN = { numRuns: RUNS, seed: SEED };

/** What 1e-9 is a share of: 1 for scores and shares, the price for prices. */
const SCORES: readonly DrivenName[] = ["rsi", "adx", "realisedVolatility", "parkinson"];

/** A z-score divides by the deviation, so what a mean is rounded by grows as that shrinks. */
function scoreScale(bars: readonly Bar[], i: number, period: number): number {
  const [deviation] = FORMULAS.rollingSd(bars, i, period) ?? [0];
  return deviation === 0 ? 100 : 100 + (1e-5 * bars[i].high) / deviation;
}

function compare(name: DrivenName, bars: readonly Bar[], period: number): void {
  const expected = bars.map((_, i) => FORMULAS[name](bars, i, period));
  const scaleOf = (i: number) => {
    if (name === "zScore") return scoreScale(bars, i, period);
    return SCORES.includes(name) ? 100 : bars[i].high;
  };
  expectRows(rowsOf(DRIVEN[name](period), bars), expected, scaleOf);
}

describe.each(DRIVEN_NAMES)("%s", (name) => {
  it("is its formula on random bars, for any period", () => {
    fc.assert(
      fc.property(randomBars, fc.integer({ min: 1, max: 30 }), (bars, period) => {
        compare(name, bars, period);
      }),
      DRAWN,
    );
  });

  it.skipIf(!hasRealBars)("is its formula on real bars", () => {
    compare(name, realBars(250), 20);
  });

  it("has no value before it is ready and never loses it", () => {
    fc.assert(
      fc.property(randomBars, fc.integer({ min: 1, max: 30 }), (bars, period) => {
        const driven = DRIVEN[name](period);
        let wasReady = false;
        for (const bar of bars) {
          driven.push(bar);
          if (!driven.ready) expect(driven.row()[0]).toBe(NaN);
          else expect(driven.row().every(Number.isFinite)).toBe(true);
          expect(driven.ready || !wasReady).toBe(true);
          wasReady = driven.ready;
        }
      }),
      DRAWN,
    );
  });
});
