/** The same days on a worse exchange. */
import type { NormalisedConfig } from "../../config/types.js";
import type { FundingSeries } from "../../market-data/bars.js";
import type { TrustFinding, TrustGrade } from "../findings.js";
import { isProfitable, rowsRun, type TrustRow } from "../headlines.js";
import type { StressName } from "../stress-names.js";
import type { Stress, StressLevel, StressRow } from "../trust-options.js";
import { leastRow, type TrustBasis } from "./part.js";

/** One basis point: less than there is between two tiers of fees. */
const FEE = 0.0001;
const HARD_FEE = 3 * FEE;
const SLIPPAGE_TICKS = 2;
const HARD_SLIPPAGE_TICKS = 10;
const FUNDING = 2;
const HARD_FUNDING = 5;
const BPS = 10_000;

/** A stress, and the configuration under it. */
export interface StressVariant {
  readonly name: StressName;
  readonly level: StressLevel;
  readonly config: unknown;
  /** by what the funding series is multiplied besides */
  readonly fundingFactor: number;
}

type Change = (config: NormalisedConfig) => NormalisedConfig;

function fees(maker: number, taker: number): Change {
  return (config) => {
    const { makerFee, takerFee } = config.instrument;
    const instrument = {
      ...config.instrument,
      makerFee: makerFee + maker,
      takerFee: takerFee + taker,
    };
    return { ...config, instrument };
  };
}

function slippage(ticks: number): Change {
  return (config) => {
    const slippageTicks = config.fills.slippageTicks + ticks;
    return { ...config, fills: { ...config.fills, slippageTicks } };
  };
}

function withoutRebate(config: NormalisedConfig): NormalisedConfig {
  const makerFee = Math.max(0, config.instrument.makerFee);
  const rebate = { ...config.rebate, rate: 0 };
  return { ...config, rebate, instrument: { ...config.instrument, makerFee } };
}

/** Of a series the rates are multiplied, not the configuration. */
function funding(factor: number): Change {
  return (config) => {
    if (config.funding.mode !== "constant") return config;
    return { ...config, funding: { ...config.funding, rate: config.funding.rate * factor } };
  };
}

function rareRefresh(config: NormalisedConfig): NormalisedConfig {
  const { orderRefreshMs } = config.strategy;
  if (typeof orderRefreshMs !== "number") return config;
  return { ...config, strategy: { ...config.strategy, orderRefreshMs: orderRefreshMs * 2 } };
}

/** What can be made worse; `everything` is all that is mild at once. */
export function stressVariants({ config }: TrustBasis): readonly StressVariant[] {
  const { mode } = config.funding;
  const variants: StressVariant[] = [];
  const add = (name: StressName, level: StressLevel, change: Change, fundingFactor = 1) =>
    variants.push({
      ...{ name, level, config: change(config) },
      fundingFactor: mode === "series" ? fundingFactor : 1,
    });
  const mild: Change[] = [fees(FEE, FEE), slippage(SLIPPAGE_TICKS), funding(FUNDING)];
  add("makerFee", "mild", fees(FEE, 0));
  add("takerFee", "mild", fees(0, FEE));
  add("slippage", "mild", slippage(SLIPPAGE_TICKS));
  if (config.rebate.rate > 0 || config.instrument.makerFee < 0) {
    add("noRebate", "hard", withoutRebate);
  }
  if (mode !== "none") add("funding", "mild", funding(FUNDING), FUNDING);
  if (typeof config.strategy.orderRefreshMs === "number") {
    add("refresh", "mild", rareRefresh);
    mild.push(rareRefresh);
  }
  const all: Change = (base) => mild.reduce((changed, change) => change(changed), base);
  add("everything", "mild", all, FUNDING);
  add("makerFeeHard", "hard", fees(HARD_FEE, HARD_FEE));
  add("slippageHard", "hard", slippage(HARD_SLIPPAGE_TICKS));
  if (mode !== "none") add("fundingHard", "hard", funding(HARD_FUNDING), HARD_FUNDING);
  return variants;
}

/** Funding rates so many times as large. */
export function scaledFunding(series: FundingSeries, factor: number): FundingSeries {
  return { ...series, rate: series.rate.map((rate) => rate * factor) };
}

/** @param rows of the variants */
export function stressOf(
  variants: readonly StressVariant[],
  rows: readonly TrustRow[],
  own: TrustRow,
): Stress {
  const { totalReturn, turnover } = own.metrics;
  const traded = turnover !== null && turnover > 0 && totalReturn !== null;
  return {
    rows: variants.map(({ name, level }, at) => ({ name, level, ...rows[at] })),
    roomBps: traded ? (totalReturn / turnover) * BPS : null,
  };
}

function gradeOf(losing: readonly StressRow[]): TrustGrade {
  const alone = losing.some(({ name, level }) => level === "mild" && name !== "everything");
  if (alone) return "fatal";
  if (losing.some(({ level }) => level === "mild")) return "weak";
  return losing.length > 0 ? "fair" : "strong";
}

const REASONS: Readonly<Record<TrustGrade, string>> = {
  fatal: "mildAlone",
  weak: "mildTogether",
  fair: "hard",
  strong: "bears",
};

export function stressFinding({ rows, roomBps }: Stress, own: TrustRow): TrustFinding {
  const losing = rowsRun(rows).filter((row) => !isProfitable(row));
  const grade = gradeOf(losing);
  const together = rows.find(({ name }) => name === "everything");
  const worst = leastRow(rows, ({ metrics }) => metrics.totalReturn);
  const firstLosing = losing.find(({ level }) => grade === "fair" || level === "mild");
  return {
    part: "stress",
    grade,
    matters: true,
    reason: isProfitable(own) ? REASONS[grade] : "losing",
    value: together?.metrics.totalReturn ?? null,
    facts: {
      runs: rows.length,
      losing: losing.length,
      first: firstLosing?.name ?? null,
      firstReturn: firstLosing?.metrics.totalReturn ?? null,
      everything: together?.metrics.totalReturn ?? null,
      worst: worst?.row.name ?? null,
      worstReturn: worst?.value ?? null,
      roomBps,
      own: own.metrics.totalReturn,
    },
  };
}
