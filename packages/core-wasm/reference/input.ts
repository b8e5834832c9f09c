/** What a run of the reference takes. Structurally the normalised configuration of semantics 10. */
import type { ReferenceTrades } from "./trade-points.js";

export interface ReferenceTier {
  /** quote; null: open-ended */
  readonly notionalCap: number | null;
  readonly maxLeverage: number;
  readonly maintenanceRate: number;
  readonly maintenanceAmount: number;
}

export interface ReferenceInstrument {
  readonly symbol: string | null;
  readonly tickSize: number;
  readonly stepSize: number;
  readonly minQty: number;
  readonly minNotional: number;
  readonly maxOrderQty: number | null;
  readonly contractSize: number;
  readonly makerFee: number;
  readonly takerFee: number;
  readonly liquidationFee: number;
  readonly tiers: readonly ReferenceTier[];
}

export type ReferenceSize = { readonly equityRatio: number } | { readonly quantity: number };

export interface ReferenceStrategy {
  readonly name: string;
  readonly [parameter: string]: number | string | boolean | ReferenceSize | null;
}

/** Path models of four points a bar. */
export type FourPointModel = "direction" | "nearest" | "lowFirst" | "highFirst" | "random";

export type ReferencePathModel = FourPointModel | "bridge" | "trades";

export interface ReferenceVolatility {
  readonly atrPeriod: number | null;
  readonly high: number | null;
  readonly extreme: number | null;
  readonly emergency: number | null;
  readonly highSpreadMultiplier: number | null;
  readonly extremeSpreadMultiplier: number | null;
  readonly balance: boolean;
  readonly extremeFlatten: boolean;
  readonly emergencyClose: boolean;
}

export interface ReferenceRisk {
  readonly maxDrawdown: number | null;
  readonly minEquity: number | null;
  readonly maxDailyLoss: number | null;
  readonly positionStopLoss: number | null;
}

/** What orders go through between a strategy and the book, and when there are none. Semantics 8. */
export interface ReferenceQuoting {
  readonly inventorySkew: number;
  readonly skewInventoryRatio: number;
  /** null: no floor */
  readonly minProfitBps: number | null;
  /** null: orders do not stay */
  readonly refreshToleranceBps: number | null;
  readonly hangingOrders: boolean;
  readonly hangingCancelDistance: number;
  readonly filledOrderDelayMs: number;
  /** null: always open */
  readonly tradingHours: string | null;
  readonly fundingAvoidBeforeMs: number;
  readonly fundingAvoidAfterMs: number;
}

/** Nothing of it: every quote cancels, places what the strategy wants, and may be made at any time. */
export const QUOTING_OFF: ReferenceQuoting = {
  inventorySkew: 0,
  skewInventoryRatio: 1,
  minProfitBps: null,
  refreshToleranceBps: null,
  hangingOrders: false,
  hangingCancelDistance: 0.1,
  filledOrderDelayMs: 0,
  tradingHours: null,
  fundingAvoidBeforeMs: 0,
  fundingAvoidAfterMs: 0,
};

/** Every default filled in, every number a double. */
export interface ReferenceConfig {
  readonly instrument: ReferenceInstrument;
  readonly account: {
    readonly initialBalance: number;
    readonly leverage: number;
    readonly positionMode: "hedge" | "oneWay";
    readonly marginBasis: "sides" | "net";
    readonly marginBuffer: number;
  };
  /** seed: unsigned 64 bits, a decimal string when above 2^53 - 1 */
  readonly path: {
    readonly model: ReferencePathModel;
    readonly seed: number | string;
    /** points of a bar, 4 … 240; read when the model is `"bridge"` */
    readonly points?: number | undefined;
  };
  readonly fills: {
    readonly rule: "touch" | "through";
    readonly throughTicks: number;
    /** null: no cap */
    readonly maxParticipation: number | null;
    readonly slippageTicks: number;
  };
  readonly funding: {
    readonly mode: "none" | "constant" | "series";
    readonly rate: number;
    readonly intervalHours: number;
  };
  readonly rebate: { readonly rate: number; readonly payoutDay: number };
  readonly risk: ReferenceRisk;
  readonly volatility: ReferenceVolatility;
  /** absent: nothing of it */
  readonly quoting?: ReferenceQuoting;
  readonly output: { readonly rejections: boolean };
  readonly strategy: ReferenceStrategy;
}

/** Bars inside `[start, end)`; all columns of one length, at least 1. */
export interface ReferenceBars {
  /** UTC ms, increasing */
  readonly openTimeMs: ArrayLike<number>;
  /** price units, whole */
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  /** base units; null when the source has none: then no participation cap is possible */
  readonly volume: ArrayLike<number> | null;
}

/** Bars of the mark price in quote; rows may be missing. */
export interface ReferenceMark {
  readonly openTimeMs: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** Settled funding; times as the source has them. */
export interface ReferenceFunding {
  readonly timeMs: ArrayLike<number>;
  /** share of notional, positive: longs pay */
  readonly rate: ArrayLike<number>;
}

export interface ReferenceInput {
  readonly config: ReferenceConfig;
  readonly bars: ReferenceBars;
  /** d of semantics 1, of the whole data set and the tick size */
  readonly priceDecimals: number;
  /** D of semantics 2, of the whole data set */
  readonly intervalMs: number;
  readonly mark?: ReferenceMark | undefined;
  /** read when `config.funding.mode` is `"series"` */
  readonly funding?: ReferenceFunding | undefined;
  /** read when `config.path.model` is `"trades"`, which needs them */
  readonly trades?: ReferenceTrades | undefined;
}

/** Throws when there is no bar, or no volume for a participation cap. */
export function checkBars(config: ReferenceConfig, bars: ReferenceBars): void {
  if (bars.openTimeMs.length === 0) throw new RangeError("a run needs at least one bar");
  if (config.fills.maxParticipation !== null && bars.volume === null) {
    throw new RangeError("fills.maxParticipation needs a volume column");
  }
}
