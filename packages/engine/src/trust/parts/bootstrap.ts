/** How else the same days could have come: daily returns put together again in blocks. */
import { stationaryBlockLength } from "../../luck/block-length.js";
import { inBreaths, type WorkControl } from "../../luck/return-matrix.js";
import { drawStationary } from "../../luck/stationary-bootstrap.js";
import { RandomStream } from "../../synthetic/random.js";
import { dailyMetrics } from "../../walk-forward/daily-metrics.js";
import { gradeDown, type TrustFinding } from "../findings.js";
import { spreadOfValues, TRUST_HEADLINES } from "../headlines.js";
import type { Bootstrap } from "../trust-options.js";
import { notExamined } from "./part.js";

/** Fewer days cannot be put together to anything else. */
const DAYS_MIN = 30;
/** The 5 % of so many are known to about half a per cent. */
const DRAWS = 2000;
/** Positions are held over midnight: shorter blocks would cut what belongs together. */
const BLOCK_DAYS_MIN = 3;
/** Sorting for the tail is most of the work of a day. */
const STEPS_PER_DAY = 60;

/**
 * Confidence intervals of what daily returns say.
 * @param returns of each day of the run, share of one
 * @returns null with fewer than 30 days
 * @throws ABORTED
 */
export async function bootstrapOf(
  returns: Float32Array,
  seed: number,
  control: WorkControl,
): Promise<Bootstrap | null> {
  const days = returns.length;
  if (days < DAYS_MIN) return null;
  const blockDays = Math.max(BLOCK_DAYS_MIN, stationaryBlockLength(returns));
  const values = TRUST_HEADLINES.map(() => new Array<number | null>(DRAWS).fill(null));
  const resampled = new Float64Array(days);
  const drawOne = (draw: number) => {
    const random = RandomStream.of(seed, draw);
    drawStationary(random, days, blockDays, (from, to) => {
      resampled[to] = returns[from];
    });
    const metrics = dailyMetrics(resampled, 1);
    TRUST_HEADLINES.forEach((name, at) => {
      values[at][draw] = metrics[name];
    });
  };
  const drawSome = (from: number, to: number) => {
    for (let draw = from; draw < to; draw++) drawOne(draw);
  };
  await inBreaths(DRAWS, days * STEPS_PER_DAY, drawSome, control);
  const own = dailyMetrics(returns, 1);
  const spreads = TRUST_HEADLINES.map((name, at) => spreadOfValues(name, own[name], values[at]));
  const ends = values[TRUST_HEADLINES.indexOf("totalReturn")];
  const loss = ends.filter((one) => one !== null && one <= 0).length / DRAWS;
  return { days, draws: DRAWS, blockDays, spreads, loss };
}

/** One in twenty is the usual word for sure; one in four is what one should expect to meet. */
const LOSS = { strong: 0.05, fair: 0.1, weak: 0.25 };

export function bootstrapFinding(found: Bootstrap | null, days: number): TrustFinding {
  if (found === null) return notExamined("bootstrap", "fewDays", { days });
  const spread = (name: string) => found.spreads.find(({ metric }) => metric === name);
  const [cagr, sharpe, fall] = ["cagr", "sharpe", "maxDrawdown"].map(spread);
  return {
    part: "bootstrap",
    grade: gradeDown(found.loss, LOSS),
    matters: true,
    reason: "resampled",
    value: found.loss,
    facts: {
      // What no draw has met is rare, not impossible.
      loss: Math.max(found.loss, 1 / (found.draws + 1)),
      draws: found.draws,
      blockDays: Math.round(found.blockDays),
      cagrLow: cagr?.p5 ?? null,
      cagrHigh: cagr?.p95 ?? null,
      sharpeLow: sharpe?.p5 ?? null,
      sharpeHigh: sharpe?.p95 ?? null,
      drawdownHigh: fall?.p95 ?? null,
    },
  };
}
