/**
 * What a random run is made of: for every quantity the values that it can take, the plainest first,
 * so that a failing case shrinks towards them. A profile narrows some of them to a worst case.
 */
import fc from "fast-check";

const HOUR_MS = 3_600_000;

/** Every value that a random run can have. Money and sizes are relative, see random-config.ts. */
export const EVERYTHING = {
  // market
  bars: [1, 2, 12, 60, 120, 200, 200, 300, 300],
  intervalMs: [60_000, 180_000, HOUR_MS, 7_000, 4 * HOUR_MS, 24 * HOUR_MS],
  firstDay: ["2024-01-01T00:00", "2024-02-28T21:00", "2023-12-30T23:59", "2023-04-29T12:00"],
  tickUnits: [1, 2, 5, 10, 25],
  priceDecimals: [2, 0, 1, 4],
  startTicks: [20_000, 5_000, 700, 300_000, 40],
  offTick: [false, true],
  moveRatio: [0.001, 0.002, 0.004, 0.02, 0.0001],
  jumpChance: [0, 0, 0.03, 0.2],
  jumpMoves: [15, 60, 150],
  holeChance: [0, 0.04],
  flatChance: [0, 0.1, 0.4],
  volumeLots: [1e6, 20, 200, 5_000],
  markNoise: [null, null, null, 0.5, 5],
  markMissing: [0, 0.1, 0.6],
  cutFrom: [0, 0, 0, 0.3],
  // instrument
  stepSize: ["1", "0.001", "0.1", "10"],
  contractSize: ["1", "0.1", "10", "0.01"],
  minLots: [1, 3, 10],
  minNotionalLots: [0, 0, 0, 0, 1.5, 12],
  maxOrderLots: [null, null, 12, 400],
  makerFee: [0, 0.0002, -0.0001, 0.002],
  takerFee: [0.0005, 0, 0.003, -0.0002],
  liquidationFee: [0, 0.005, 0.05],
  tiers: ["none", "one", "three", "small", "uneven"] as const,
  // account
  balanceLots: [2_000, 500, 200, 40_000, 15, 2],
  leverage: [1, 3, 10, 50, 125],
  marginBasis: ["sides", "net"] as const,
  marginBuffer: [1, 1.25, 0.5],
  // path and fills
  model: ["direction", "nearest", "lowFirst", "highFirst", "random"] as const,
  pathSeed: [0, 1, 9_007_199_254_740_991, "9223372036854775808", "18446744073709551615"],
  rule: ["touch", "through"] as const,
  throughTicks: [1, 0, 2, 5],
  maxParticipation: [null, null, 0.1, 0.5, 1, 0.01],
  slippageTicks: [1, 0, 3, 50],
  // calendar
  funding: ["none", "constant", "series"] as const,
  fundingRate: [0.0001, -0.003, 0.02],
  fundingHours: [8, 1, 0.5, 24],
  rebateRate: [0, 0.3, 1],
  payoutDay: [1, 29, 30, 31, 2],
  // limits and regimes
  maxDrawdown: [null, null, null, null, 0.02, 0.3],
  minEquity: [null, null, null, null, 0.5, 0.97],
  maxDailyLoss: [null, null, null, null, 0.005, 0.05],
  positionStopLoss: [null, null, null, 0.002, 0.01, 0.05],
  atrPeriod: [1, 5, 30, 1_000],
  high: [null, null, 0, 0.5, 1.5],
  extreme: [null, null, 1, 2.5],
  emergency: [null, null, null, 1.5, 4],
  highMultiplier: [null, 1.5, 3, 0],
  extremeMultiplier: [null, 2, 8, 0.5, 2_000],
  balance: [false, true],
  extremeFlatten: [false, true],
  emergencyClose: [false, true],
  rejections: [false, true],
  // strategy; spreads in typical moves of a bar, negative: so many ticks
  strategy: [
    "dual-maker",
    "pure-maker",
    "dual-maker",
    "pure-maker",
    "avellaneda-stoikov",
    "glft",
    "atr-maker",
    "grid",
    "hedge-grid",
    "dca-grid",
  ] as const,
  bidSpread: [0.5, 0, 1, 3, -1, -3],
  askSpread: [0.5, 0, 1, 3, -1, -3],
  closeSpread: [null, 0, 0.3, 2, -1],
  size: [
    { equityRatio: 0.02 },
    { equityRatio: 0.02 },
    { equityRatio: 0.3 },
    { equityRatio: 20 },
    { lots: 1 },
    { lots: 7.5 },
    { lots: 7.5 },
    { lots: 60 },
    { lots: 1e9 },
  ],
  maxPositionRatio: [1, 1, 1, 5, 0.2, 0],
  levels: [1, 2, 5, 32],
  levelSpacing: [0, 0.3, 1, -1],
  maxInventoryRatio: [1, 0.01, 0.5, 50],
  inventorySkew: [0, 0.5, 3],
  // modifiers of quoting; shares in typical moves of a bar, times in bars
  modifies: [false, false, true],
  quotingSkew: [0, 0, 0.5, 3],
  skewInventoryRatio: [1, 0.05],
  minProfitMoves: [null, null, 0, 0.5, -0.2],
  toleranceMoves: [null, null, 0, 0.3, 2],
  hangingOrders: [false, false, true],
  hangingMoves: [8, 1, 100],
  delayBars: [0, 0, 0.3, 1, 5],
  tradingHours: [
    null,
    null,
    null,
    "08:00-20:00",
    "22:30-02:15, 02:00-03:00",
    "Fri-Mon 00:00-24:00, Wed 12:00-11:00",
  ],
  avoidBeforeBars: [0, 0, 1, 20],
  avoidAfterBars: [0, 0, 0.5, 20],
  // strategies that estimate; γ so that typical moves at the horizon are typical moves of a bar, κ and k
  // as the distance at which fills thin out, in moves; windows in bars
  riskAversion: [1, 0, 0.1, 10, 1_000],
  horizon: ["rolling", "daily"] as const,
  horizonDays: [1, 0.01, 30],
  volatility: ["closeToClose", "parkinson"] as const,
  volatilityWindow: [5, 1, 2, 30, 100],
  fillDistance: [null, 0.5, 3, 0.001],
  kappaWindow: [5, 1, 40],
  minSpread: [0, 0, 0.5, 3, -1],
  sizeShape: [0, 1, 8],
  orderRiskAversion: [25, 0, 1, 1_000, 1e6],
  fillRiskAversion: [null, 0, 10, 1e5],
  intensity: [null, 10, 1_000, 1e6],
  fitWindow: [10, 2, 40, 100],
  fitInterval: [3, 1, 30],
  ownSpacing: [null, 0, 0.3, 2],
  maxInventory: [10, 0.4, 2, 2.5, 1_000],
  spreadMultiple: [1, 0, 0.2, 4],
  spacingMultiple: [0, 0.3, 2],
  skewMultiple: [0, 1, 30, 1_000],
  // grid; bounds in typical moves of a bar from the first open
  gridRange: ["fixed", "centred"] as const,
  gridBelow: [8, 2, 40, -10],
  gridAbove: [8, 12, 40, 200],
  gridWidth: [8, 1, 40],
  recentreDistance: [null, 3, 15],
  recentreFlat: [true, false],
  gridSpacing: ["arithmetic", "geometric"] as const,
  lines: [10, 2, 5, 40, 200],
  gridDirection: ["neutral", "long", "short"] as const,
  initialPosition: [false, true],
  trailUp: [false, true],
  trailDown: [false, true],
  // hedge-grid and dca-grid; distances in typical moves of a bar, negative: so many ticks
  entryDistance: [0.5, 0, 2, -1],
  takeProfit: [0.5, 0, 2, -1],
  maxOrders: [50, 1, 4, 60],
  balanceThreshold: [null, null, 0, 1, 2.5],
  atrPeriodBars: [5, 1, 60],
  dcaDirection: ["long", "short", "both"] as const,
  safetyOrders: [8, 0, 2, 40],
  ladderSpacing: [1, 0.2, 4, -1],
  spacingGrowth: [1, 1.4, 0.5],
  sizeMultiplier: [1, 1.6, 0.4, 10],
  exposureLimit: [1, 0.05, 5, 1_000],
  cooldownBars: [0, 1, 12, 1e4],
  refreshBars: [1, 0, 0.3, 0.5, 7, 40, 1e6],
};

type Values = typeof EVERYTHING;

/** One value of each, and the seed of the market. */
export type Choices = { readonly [Name in keyof Values]: Values[Name][number] } & {
  readonly marketSeed: number;
};

/** Fewer values for some quantities. */
export type Profile = { readonly [Name in keyof Values]?: readonly Values[Name][number][] };

/** One value of every quantity, drawn evenly from the profile or else from everything. */
export function choices(profile: Profile = {}): fc.Arbitrary<Choices> {
  const arbitraries = Object.entries({ ...EVERYTHING, ...profile }).map(
    ([name, values]) => [name, fc.constantFrom(...(values as readonly unknown[]))] as const,
  );
  return fc.record({
    ...Object.fromEntries(arbitraries),
    marketSeed: fc.nat(1_000_000),
  }) as unknown as fc.Arbitrary<Choices>;
}
