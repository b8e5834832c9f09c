/** A configuration with every default filled in and every number a double. Semantics 10. */

export interface MarginTier {
  /** quote; null: open-ended */
  readonly notionalCap: number | null;
  readonly maxLeverage: number;
  readonly maintenanceRate: number;
  readonly maintenanceAmount: number;
}

export interface NormalisedInstrument {
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
  readonly tiers: readonly MarginTier[];
}

export type OrderSize = { readonly equityRatio: number } | { readonly quantity: number };

/** `name`, then the parameters of that strategy's descriptor, all present. */
export interface NormalisedStrategy {
  readonly name: string;
  readonly [parameter: string]: number | string | boolean | OrderSize | null;
}

/** Path models that give a bar four points. Semantics 2. */
export type FourPointModel = "direction" | "nearest" | "lowFirst" | "highFirst" | "random";

/** `bridge` and `trades` give it any number. */
export type PathModel = FourPointModel | "bridge" | "trades";

/** What orders go through between a strategy and the book, and when there are none. Semantics 8. */
export interface NormalisedQuoting {
  readonly inventorySkew: number;
  readonly skewInventoryRatio: number;
  /** null: no floor */
  readonly minProfitBps: number | null;
  /** null: orders do not stay */
  readonly refreshToleranceBps: number | null;
  readonly hangingOrders: boolean;
  readonly hangingCancelDistance: number;
  readonly filledOrderDelayMs: number;
  /** as `parseTradingHours` writes it; null: always */
  readonly tradingHours: string | null;
  readonly fundingAvoidBeforeMs: number;
  readonly fundingAvoidAfterMs: number;
}

/** Accepted again as a configuration: the keys are those of the file. */
export interface NormalisedConfig {
  readonly instrument: NormalisedInstrument;
  readonly data: {
    /** UTC ms, inclusive */
    readonly start: number | null;
    /** UTC ms, exclusive */
    readonly end: number | null;
    readonly priceDecimals: number | null;
  };
  readonly account: {
    readonly initialBalance: number;
    readonly leverage: number;
    readonly positionMode: "hedge" | "oneWay";
    readonly marginBasis: "sides" | "net";
    readonly marginBuffer: number;
  };
  readonly path: {
    readonly model: PathModel;
    /** unsigned 64 bits, decimal string when above 2^53 - 1 */
    readonly seed: number | string;
    /** points of a bar; there with the model `bridge` only */
    readonly points?: number;
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
  readonly risk: {
    readonly maxDrawdown: number | null;
    readonly minEquity: number | null;
    readonly maxDailyLoss: number | null;
    readonly positionStopLoss: number | null;
  };
  readonly volatility: {
    readonly atrPeriod: number | null;
    readonly high: number | null;
    readonly extreme: number | null;
    readonly emergency: number | null;
    readonly highSpreadMultiplier: number | null;
    readonly extremeSpreadMultiplier: number | null;
    readonly balance: boolean;
    readonly extremeFlatten: boolean;
    readonly emergencyClose: boolean;
  };
  /** absent: everything at its default, which is off */
  readonly quoting?: NormalisedQuoting;
  readonly output: { readonly rejections: boolean };
  readonly strategy: NormalisedStrategy;
}
