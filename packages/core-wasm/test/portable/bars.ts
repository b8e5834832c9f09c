/** Bars for indicators: random ones, and real ones where the exchange data are beside the repository. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";

export interface Bar {
  readonly timeMs: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const HOUR_MS = 3_600_000;

interface Step {
  readonly change: number;
  readonly up: number;
  readonly down: number;
  readonly volume: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  change: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
  up: fc.double({ min: 0, max: 0.01, noNaN: true }),
  down: fc.double({ min: 0, max: 0.01, noNaN: true }),
  volume: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e6, noNaN: true })),
});

function walk(start: number, steps: readonly Step[]): Bar[] {
  let price = start;
  return steps.map(({ change, up, down, volume }, i) => {
    const open = price;
    price *= 1 + change;
    const high = Math.max(open, price) * (1 + up);
    const low = Math.min(open, price) * (1 - down);
    return { timeMs: 1_700_000_000_000 + i * HOUR_MS, high, low, close: price, volume };
  });
}

/** Hourly bars of random walks from any magnitude of price; some have no volume. */
export const randomBars: fc.Arbitrary<Bar[]> = fc
  .tuple(
    fc.double({ min: 1e-5, max: 1e6, noNaN: true }),
    fc.array(step, { minLength: 1, maxLength: 150 }),
  )
  .map(([start, steps]) => walk(start, steps));

const FILE = resolve(
  import.meta.dirname,
  "../../../../../shared/data/perp_1h/ETHUSDT-perp-spot-1h-2020-2026.csv.gz",
);

/** Whether there are real bars; their absence is printed. */
export const hasRealBars = existsSync(FILE);
if (!hasRealBars) console.log("SKIPPED: there is no ../shared/data beside the repository");

/** The first bars of ETHUSDT's perpetual from 2020 on, hourly. */
export function realBars(count: number): Bar[] {
  const lines = gunzipSync(readFileSync(FILE)).toString("utf8").split("\n");
  return lines.slice(1, count + 1).map((line) => {
    const [timeMs, , high, low, close, volume] = line.split(",").map(Number);
    return { timeMs, high, low, close, volume };
  });
}
