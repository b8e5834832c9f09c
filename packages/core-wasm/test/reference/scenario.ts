/** Small hand-made runs: prices in whole units, one lot worth one price, no fees unless asked for. */
import type {
  ReferenceConfig,
  ReferenceFunding,
  ReferenceInput,
  ReferenceMark,
} from "../../reference/index.js";

/** open, high, low, close and, when it matters, volume (else ample) */
export type Row = readonly [number, number, number, number, number?];

type Changes<T> = { readonly [K in keyof T]?: Partial<T[K]> };

/** 2024-01-01T00:00:00Z */
export const START_MS = 1_704_067_200_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
/** longer than any scenario: quotes of the first step rest to the end */
export const NEVER_MS = 1e12;

/** A hedge-mode dual-maker that quotes 1 % around the price, one lot, once; changed section by section. */
export function configOf(changes: Changes<ReferenceConfig> = {}): ReferenceConfig {
  return {
    instrument: {
      symbol: null,
      tickSize: 1,
      stepSize: 1,
      minQty: 1,
      minNotional: 0,
      maxOrderQty: null,
      contractSize: 1,
      makerFee: 0,
      takerFee: 0,
      liquidationFee: 0,
      tiers: [],
      ...changes.instrument,
    },
    account: {
      initialBalance: 100_000,
      leverage: 10,
      positionMode: "hedge",
      marginBasis: "sides",
      marginBuffer: 1,
      ...changes.account,
    },
    path: { model: "direction", seed: 0, ...changes.path },
    fills: {
      rule: "through",
      throughTicks: 1,
      maxParticipation: null,
      slippageTicks: 1,
      ...changes.fills,
    },
    funding: { mode: "none", rate: 0, intervalHours: 8, ...changes.funding },
    rebate: { rate: 0, payoutDay: 1, ...changes.rebate },
    risk: {
      maxDrawdown: null,
      minEquity: null,
      maxDailyLoss: null,
      positionStopLoss: null,
      ...changes.risk,
    },
    volatility: {
      atrPeriod: null,
      high: null,
      extreme: null,
      emergency: null,
      highSpreadMultiplier: null,
      extremeSpreadMultiplier: null,
      balance: false,
      extremeFlatten: false,
      emergencyClose: false,
      ...changes.volatility,
    },
    output: { rejections: true, ...changes.output },
    strategy: {
      name: "dual-maker",
      bidSpread: 0.01,
      askSpread: 0.01,
      closeSpread: null,
      size: { quantity: 1 },
      maxPositionRatio: 1,
      orderRefreshMs: NEVER_MS,
      ...changes.strategy,
    },
  };
}

/** A one-way pure-maker that quotes one level 1 % around the price, one lot, once. */
export const PURE_MAKER = {
  name: "pure-maker",
  bidSpread: 0.01,
  askSpread: 0.01,
  levels: 1,
  levelSpacing: 0,
  size: { quantity: 1 },
  maxInventoryRatio: 1000,
  inventorySkew: 0,
  orderRefreshMs: NEVER_MS,
} as const;

interface Extras {
  readonly intervalMs?: number;
  readonly startMs?: number;
  readonly mark?: ReferenceMark;
  readonly funding?: ReferenceFunding;
}

/** The input of a run over rows without holes. */
export function inputOf(
  config: ReferenceConfig,
  rows: readonly Row[],
  extras: Extras = {},
): ReferenceInput {
  const { intervalMs = MINUTE_MS, startMs = START_MS } = extras;
  return {
    config,
    bars: {
      openTimeMs: rows.map((_, i) => startMs + i * intervalMs),
      open: rows.map((row) => row[0]),
      high: rows.map((row) => row[1]),
      low: rows.map((row) => row[2]),
      close: rows.map((row) => row[3]),
      volume: rows.map((row) => row[4] ?? 1e9),
    },
    priceDecimals: 0,
    intervalMs,
    mark: extras.mark,
    funding: extras.funding,
  };
}

/** A bar in which nothing moves. */
export function flat(price: number): Row {
  return [price, price, price, price];
}
