/** How near a configuration comes to losing the account, and what would take it there. */
import { PerpmillError } from "../errors.js";
import { stationaryBlockLength } from "../luck/block-length.js";
import { dailyReturns } from "../metrics/daily-returns.js";
import { dataIdentity } from "../runs/backtest.js";
import { throwIfAborted } from "../runs/drive-run.js";
import { ownStrategy, prepareRun } from "../runs/prepare.js";
import { barStates } from "./bar-states.js";
import { type BarMargins, type DayStates, dayStates } from "./day-states.js";
import { gapStress } from "./gap-stress.js";
import { type LargestSize, largestSize } from "./largest-size.js";
import { marginRules } from "./margin.js";
import { finite, spreadOf } from "./quantiles.js";
import {
  RISK_PHASES,
  type RiskDays,
  type RiskOptions,
  type RiskPhase,
  type RiskReport,
} from "./risk-options.js";
import { checkSize, sizingOf } from "./size-check.js";
import { fundingStress, plainRun, stressMetrics, volumeStress } from "./stress-runs.js";
import { tailLosses } from "./tail-losses.js";

/** Fewer days than this cannot be put together to a year. */
const DAYS_MIN = 30;
/** Positions are mostly held for less; shorter blocks would cut what happens while they are held. */
const BLOCK_DAYS_MIN = 7;
const DEFAULTS = { probability: 0.01, horizonDays: 365, draws: 5000, seed: 0 } as const;
const DRAWS_MAX = 1_000_000;
const HORIZON_MAX = 36_500;

interface Asked {
  readonly probability: number;
  readonly horizonDays: number;
  readonly draws: number;
  readonly seed: number;
}

function invalid(field: string, message: string): PerpmillError {
  return new PerpmillError("RISK_INVALID", { message, where: { field } });
}

function checkWhole(field: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw invalid(field, `${field} must be a whole number from ${least} to ${most}, got ${value}`);
}

function askedOf(options: RiskOptions): Asked {
  const probability = options.probability ?? DEFAULTS.probability;
  const horizonDays = options.horizonDays ?? DEFAULTS.horizonDays;
  const draws = options.draws ?? DEFAULTS.draws;
  const seed = options.seed ?? DEFAULTS.seed;
  if (!(probability > 0 && probability < 1)) {
    throw invalid("probability", `probability must lie between 0 and 1, got ${probability}`);
  }
  checkWhole("horizonDays", horizonDays, 1, HORIZON_MAX);
  checkWhole("draws", draws, 1, DRAWS_MAX);
  checkWhole("seed", seed, 0, Number.MAX_SAFE_INTEGER);
  return { probability, horizonDays, draws, seed };
}

function daysOf(days: DayStates): RiskDays {
  const cells = (column: Float64Array) => Array.from(column, finite);
  return {
    timeMs: Array.from(days.dayMs),
    equity: Array.from(days.after),
    distance: cells(days.distance),
    marginUse: cells(days.marginUse),
    leverage: cells(days.leverage),
    notional: Array.from(days.notional),
  };
}

function heldShare({ distance }: BarMargins): number {
  let held = 0;
  for (const one of distance) if (one < Number.POSITIVE_INFINITY) held++;
  return distance.length === 0 ? 0 : held / distance.length;
}

function sizeOf(
  days: DayStates,
  returns: Float64Array,
  sizing: LargestSize["sizing"],
  initial: number,
  asked: Asked,
): LargestSize | null {
  if (days.days < DAYS_MIN) return null;
  const blockDays = Math.max(BLOCK_DAYS_MIN, stationaryBlockLength(returns));
  return largestSize(days, { ...asked, sizing, initial, blockDays });
}

/**
 * Margin use, distance from liquidation, losses by horizon, gaps at the close of each day, harder
 * funding and thinner volume, and the largest sizes that are still unlikely to be liquidated.
 * @throws RISK_INVALID; as `backtest`
 */
export async function risk(options: RiskOptions): Promise<RiskReport> {
  const asked = askedOf(options);
  const { onProgress, signal } = options;
  throwIfAborted({ signal });
  const { own } = ownStrategy(options);
  const prepared = prepareRun(options);
  const { bars, config } = prepared;
  const { mark = null, funding = null } = options;
  const inputs = { bars: options.bars, mark, funding, userStrategy: own, signal };
  const tell = (phase: RiskPhase, share: number) =>
    onProgress?.({ phase, share: (RISK_PHASES.indexOf(phase) + share) / RISK_PHASES.length });

  const base = await plainRun(inputs, config, (share) => tell("run", share));
  const { initialBalance: initial } = config.account;
  const rules = marginRules(config, base.trades.priceDecimals);
  const states = barStates(base, bars, mark);
  const { days, bars: margins } = await dayStates(
    states,
    { rules, initial, liquidated: base.metrics.liquidated },
    { signal, onProgress: (share) => tell("margin", share) },
  );
  const returns = dailyReturns(days.after, initial);
  const leverage = spreadOf(margins.leverage);
  tell("funding", 0);
  const harderFunding = await fundingStress(inputs, base);
  tell("volume", 0);
  const thinner = await volumeStress(inputs, base);
  tell("size", 0);
  const size = sizeOf(days, returns, sizingOf(config), initial, asked);
  tell("check", 0);
  const check = await checkSize(inputs, config, size, leverage.most);
  tell("check", 1);
  return {
    config,
    data: dataIdentity(bars),
    metrics: stressMetrics(base.metrics),
    marginUse: spreadOf(margins.marginUse),
    leverage,
    distance: spreadOf(margins.distance),
    held: heldShare(margins),
    days: daysOf(days),
    tails: tailLosses(returns),
    gaps: gapStress(states, days, rules),
    funding: harderFunding,
    volume: thinner,
    size,
    check,
  };
}
