/** Options of the synthetic market: their defaults and the check at the edge. */
import { PerpmillError } from "../errors.js";
import { checkSeed } from "./random.js";

/** Sudden moves, half of them between two bars and half inside one. */
export interface JumpOptions {
  /** mean number a day, 0..1440; default 0.7 */
  readonly perDay?: number;
  /** mean size, share of the price, 0..0.05; default 0.006 */
  readonly sizeRatio?: number;
}

export interface SyntheticBarsOptions {
  /** whole, 0..2^64 - 1 (bigint above 2^53 - 1); the same seed and options give the same bars */
  readonly seed: number | bigint;
  /** rows, 1 or more; holes are not rows */
  readonly bars: number;
  /** UTC ms of the first bar, a multiple of intervalMs; default 2020-01-01 */
  readonly startMs?: number;
  /** whole seconds up to a day that divide a day; default 60 000 */
  readonly intervalMs?: number;
  /** quote, 100..50 000 000 price units; default 2000 */
  readonly startPrice?: number;
  /** decimals of the price unit, 0..8; default 2 */
  readonly priceDecimals?: number;
  /** missing stretches (halts) and bars without a trade; default true */
  readonly holes?: boolean;
  /** false: none */
  readonly jumps?: JumpOptions | false;
  /** default null */
  readonly symbol?: string | null;
}

/** The options with every default filled in, prices in units. */
export interface SyntheticMarket {
  readonly seed: bigint;
  readonly bars: number;
  readonly startMs: number;
  readonly intervalMs: number;
  readonly startUnits: number;
  readonly priceDecimals: number;
  readonly holes: boolean;
  readonly jumpsPerDay: number;
  readonly jumpRatio: number;
  readonly symbol: string | null;
}

const DAY_MS = 86_400_000;
const START_2020_MS = 1_577_836_800_000;
const UNITS_MIN = 100;
const UNITS_MAX = 50_000_000;
const BARS_MAX = 100_000_000;

function check(holds: boolean, field: string, value: unknown, rule: string): void {
  if (holds) return;
  throw new PerpmillError("CONFIG_INVALID", {
    message: `${field} must be ${rule}, got ${String(value)}`,
    where: { field },
    hint: "See the options of syntheticBars.",
  });
}

function between(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/**
 * Fills in defaults and checks the options.
 * Throws CONFIG_INVALID with the name of the option and the range it must lie in.
 */
export function syntheticMarket(options: SyntheticBarsOptions): SyntheticMarket {
  const { bars, startMs = START_2020_MS, intervalMs = 60_000, startPrice = 2000 } = options;
  const { priceDecimals = 2, holes = true, jumps = {}, symbol = null } = options;
  const { perDay = 0.7, sizeRatio = 0.006 } = jumps === false ? { perDay: 0 } : jumps;
  const startUnits = Math.round(startPrice * Number(`1e${priceDecimals}`));

  check(
    Number.isInteger(bars) && between(bars, 1, BARS_MAX),
    "bars",
    bars,
    `a whole number from 1 to ${BARS_MAX}`,
  );
  check(
    intervalMs >= 1000 && intervalMs % 1000 === 0 && DAY_MS % intervalMs === 0,
    "intervalMs",
    intervalMs,
    "whole seconds that divide a day",
  );
  check(
    Number.isSafeInteger(startMs) && startMs >= 0 && startMs % intervalMs === 0,
    "startMs",
    startMs,
    `0 or more and a multiple of intervalMs (${intervalMs})`,
  );
  check(
    Number.isInteger(priceDecimals) && between(priceDecimals, 0, 8),
    "priceDecimals",
    priceDecimals,
    "a whole number from 0 to 8",
  );
  check(
    between(startUnits, UNITS_MIN, UNITS_MAX),
    "startPrice",
    startPrice,
    `from ${UNITS_MIN} to ${UNITS_MAX} price units of 10^-${priceDecimals}`,
  );
  check(between(perDay, 0, 1440), "jumps.perDay", perDay, "from 0 to 1440");
  check(between(sizeRatio, 0, 0.05), "jumps.sizeRatio", sizeRatio, "from 0 to 0.05");
  return {
    seed: checkSeed(options.seed),
    bars,
    startMs,
    intervalMs,
    startUnits,
    priceDecimals,
    holes,
    jumpsPerDay: perDay,
    jumpRatio: sizeRatio,
    symbol,
  };
}
