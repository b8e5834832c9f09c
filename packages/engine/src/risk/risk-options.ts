/** What a report of risk is asked, and what it says. */
import type { NormalisedConfig } from "../config/types.js";
import type { RunInputs } from "../runs/prepare.js";
import type { DataIdentity, Metrics } from "../runs/result.js";
import type { GapStress } from "./gap-stress.js";
import type { LargestSize } from "./largest-size.js";
import type { Spread } from "./quantiles.js";
import type { TailLoss } from "./tail-losses.js";

/** What is asked besides the market. */
export interface RiskRequest {
  readonly config: RunInputs["config"];
  /** probability of liquidation that the largest size may have, share of one; default: 0.01 */
  readonly probability?: number | undefined;
  /** days within which; default: 365 */
  readonly horizonDays?: number | undefined;
  /** resampled accounts; default: 5000 */
  readonly draws?: number | undefined;
  /** of the resamples; default: 0 */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RiskProgress) => void) | undefined;
}

export interface RiskOptions extends RiskRequest, Omit<RunInputs, "config" | "trades"> {}

/** The parts of the work, in their order. */
export const RISK_PHASES = ["run", "margin", "funding", "volume", "size", "check"] as const;
export type RiskPhase = (typeof RISK_PHASES)[number];

export interface RiskProgress {
  readonly phase: RiskPhase;
  /** of all phases, 0..1 */
  readonly share: number;
}

/** The same configuration on a harder market. */
export interface RerunStress {
  /** why it says nothing: no funding is paid, bars have no volume; null: it was run */
  readonly missing: "funding" | "volume" | null;
  /** by what funding rates are multiplied, or volume is divided */
  readonly factor: number;
  /** share of a bar's volume that fills are held to in both runs; null: none */
  readonly maxParticipation: number | null;
  /** as it is, and under stress; null when it was not run */
  readonly before: StressMetrics | null;
  readonly after: StressMetrics | null;
}

export type StressMetrics = Pick<
  Metrics,
  | "finalEquity"
  | "totalReturn"
  | "maxDrawdown"
  | "sharpe"
  | "fills"
  | "turnover"
  | "funding"
  | "liquidated"
>;

/** The run with all sizes at the largest multiple. */
export interface SizeCheck {
  /** null: sizes cannot be changed, or no multiple was found */
  readonly metrics: StressMetrics | null;
  /** sizes of the strategy's parameters by name, as they were run */
  readonly sizes: Readonly<Record<string, number>>;
  /** most notional over equity that the run used; with the account's leverage the limit of it */
  readonly leverage: number | null;
}

/** Columns of days, for pictures: a row a UTC day with bars. */
export interface RiskDays {
  readonly timeMs: readonly number[];
  /** quote, at the end of the day */
  readonly equity: readonly number[];
  /** the worst bar close of the day; null: nothing was held, or no equity was left */
  readonly distance: readonly (number | null)[];
  readonly marginUse: readonly (number | null)[];
  readonly leverage: readonly (number | null)[];
  /** quote */
  readonly notional: readonly number[];
}

export interface RiskReport {
  readonly config: NormalisedConfig;
  readonly data: DataIdentity;
  readonly metrics: StressMetrics;
  /** at bar closes, over all bars of the run */
  readonly marginUse: Spread;
  readonly leverage: Spread;
  /** share of the price; `least` and `p1` are the ones to look at. Bars in which nothing is held count as without bound */
  readonly distance: Spread;
  /** share of bars with a position */
  readonly held: number;
  readonly days: RiskDays;
  readonly tails: readonly TailLoss[];
  readonly gaps: readonly GapStress[];
  readonly funding: RerunStress;
  readonly volume: RerunStress;
  /** null: fewer than 30 days */
  readonly size: LargestSize | null;
  readonly check: SizeCheck;
}
