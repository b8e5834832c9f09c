/** Random configurations and markets for property and differential tests, drawn by fast-check. */
import fc from "fast-check";
import type { ReferenceConfig, ReferenceInput, ReferenceTier } from "../../reference/index.js";
import { mix } from "../../reference/math/mix.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** a Monday, so that days, payouts and funding times come soon */
const BASE_MS = Date.UTC(2024, 0, 29, 20);

/** Uniform numbers in [0, 1), one sequence a seed. */
export function uniforms(seed: number): () => number {
  let index = 0;
  return () => Number(mix(BigInt(seed), index++) >> 11n) / 2 ** 53;
}

/** Three brackets; caps are in units of the initial balance. */
function tiersOf(balance: number): readonly ReferenceTier[] {
  return [
    { notionalCap: 2 * balance, maxLeverage: 125, maintenanceRate: 0.004, maintenanceAmount: 0 },
    {
      notionalCap: 10 * balance,
      maxLeverage: 75,
      maintenanceRate: 0.01,
      maintenanceAmount: 0.012 * balance,
    },
    {
      notionalCap: null,
      maxLeverage: 50,
      maintenanceRate: 0.025,
      maintenanceAmount: 0.162 * balance,
    },
  ];
}

function orNull<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { nil: null, freq: 2 });
}

/** For what would end or still most runs. */
function mostlyNull<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

function shareOf(...values: readonly number[]): fc.Arbitrary<number> {
  return fc.constantFrom(...values);
}

const market = fc.record({
  seed: fc.nat(1e9),
  bars: fc.oneof(
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 5, arbitrary: fc.integer({ min: 100, max: 400 }) },
  ),
  tickUnits: shareOf(1, 2, 10),
  priceDecimals: shareOf(1, 2, 3),
  startUnits: fc.integer({ min: 2_000, max: 500_000 }),
  moveRatio: shareOf(0.0005, 0.002, 0.01),
  jumpChance: shareOf(0, 0.02),
  holeChance: shareOf(0, 0.02),
  stillChance: shareOf(0, 0.1),
  offTick: fc.boolean(),
  intervalMs: shareOf(MINUTE_MS, 15 * MINUTE_MS, HOUR_MS),
  hasMark: fc.oneof(fc.constant(false), fc.constant(false), fc.constant(true)),
});

type Market = typeof market extends fc.Arbitrary<infer T> ? T : never;

const sections = fc.record({
  account: fc.record({
    /** value of so many lots at the first price */
    balanceLots: shareOf(3, 50, 2_000),
    leverage: shareOf(1, 5, 20, 50, 75),
    marginBasis: fc.constantFrom("sides" as const, "net" as const),
    marginBuffer: shareOf(1, 1.25),
  }),
  path: fc.record({
    model: fc.constantFrom(
      "direction" as const,
      "nearest" as const,
      "lowFirst" as const,
      "highFirst" as const,
      "random" as const,
    ),
    seed: fc.nat(1e9),
  }),
  fills: fc.record({
    rule: fc.constantFrom("touch" as const, "through" as const),
    throughTicks: shareOf(1, 2, 5),
    maxParticipation: orNull(shareOf(0.01, 0.1, 1)),
    slippageTicks: shareOf(0, 1, 3),
  }),
  funding: fc.record({
    mode: fc.constantFrom("none" as const, "constant" as const, "series" as const),
    rate: shareOf(0.0001, -0.0005),
    intervalHours: shareOf(1, 8),
  }),
  rebate: fc.record({ rate: shareOf(0, 0.3), payoutDay: shareOf(1, 30, 31) }),
  risk: fc.record({
    maxDrawdown: mostlyNull(shareOf(0.02, 0.2)),
    minEquity: mostlyNull(shareOf(0.5, 0.95)),
    maxDailyLoss: mostlyNull(shareOf(0.005, 0.05)),
    positionStopLoss: mostlyNull(shareOf(0.002, 0.01, 0.03)),
  }),
  volatility: fc.record({
    atrPeriod: shareOf(1, 5, 30),
    high: orNull(shareOf(0.001, 0.003)),
    extreme: mostlyNull(shareOf(0.002, 0.005)),
    emergency: mostlyNull(shareOf(0.004, 0.01)),
    highSpreadMultiplier: orNull(shareOf(1.5, 3)),
    extremeSpreadMultiplier: orNull(shareOf(2, 5)),
    balance: fc.boolean(),
    extremeFlatten: fc.boolean(),
    emergencyClose: fc.boolean(),
  }),
  output: fc.record({ rejections: fc.boolean() }),
});

const instrument = fc.record({
  stepSize: shareOf(0.001, 0.1, 1),
  minSteps: shareOf(1, 3),
  /** value of so many lots at the first price */
  minNotionalLots: shareOf(0, 1.5),
  maxSteps: mostlyNull(shareOf(20, 400)),
  contractSize: shareOf(1, 0.1, 2),
  makerFee: shareOf(0, 0.0002, -0.0001),
  takerFee: shareOf(0.0005, 0),
  liquidationFee: shareOf(0, 0.005),
  hasTiers: fc.boolean(),
});

const spread = shareOf(0, 0.0004, 0.001, 0.002);
const size = fc.oneof(
  fc.record({ equityRatio: shareOf(0.02, 0.3, 5, 20) }),
  fc.record({ steps: shareOf(1, 7, 100) }),
);
const refreshBars = shareOf(0, 0.5, 1, 7);

const strategy = fc.oneof(
  fc.record({
    name: fc.constant("dual-maker"),
    bidSpread: spread,
    askSpread: spread,
    closeSpread: orNull(spread),
    size,
    maxPositionRatio: shareOf(0.2, 1, 2),
    refreshBars,
  }),
  fc.record({
    name: fc.constant("pure-maker"),
    bidSpread: spread,
    askSpread: spread,
    levels: shareOf(1, 2, 5, 32),
    levelSpacing: shareOf(0, 0.0005),
    size,
    maxInventoryRatio: shareOf(0.5, 10, 100),
    inventorySkew: shareOf(0, 0.001),
    refreshBars,
  }),
);

function barsOf(shape: Market): ReferenceInput["bars"] {
  const next = uniforms(shape.seed);
  const grid = shape.offTick ? 1 : shape.tickUnits;
  const onGrid = (units: number): number => Math.max(grid, Math.round(units / grid) * grid);
  const columns = {
    openTimeMs: [] as number[],
    open: [] as number[],
    high: [] as number[],
    low: [] as number[],
    close: [] as number[],
    volume: [] as number[],
  };
  let timeMs = BASE_MS;
  let last = onGrid(shape.startUnits);
  for (let i = 0; i < shape.bars; i++) {
    if (next() < shape.holeChance) timeMs += Math.ceil(next() * 40) * shape.intervalMs;
    const jump = next() < shape.jumpChance ? (next() - 0.5) * 60 : 0;
    const isStill = next() < shape.stillChance;
    const move = (): number => (next() + next() + next() - 1.5) * shape.moveRatio;
    const open = onGrid(last * (1 + jump * shape.moveRatio));
    const close = isStill ? open : onGrid(open * (1 + move()));
    const high = isStill ? open : onGrid(Math.max(open, close) * (1 + Math.abs(move())));
    const low = isStill ? open : onGrid(Math.min(open, close) * (1 - Math.abs(move())));
    columns.openTimeMs.push(timeMs);
    columns.open.push(open);
    columns.high.push(Math.max(high, open, close));
    columns.low.push(Math.min(low, open, close));
    columns.close.push(close);
    columns.volume.push(isStill ? 0 : next() * 200);
    last = close;
    timeMs += shape.intervalMs;
  }
  return columns;
}

function markOf(bars: ReferenceInput["bars"], shape: Market): NonNullable<ReferenceInput["mark"]> {
  const next = uniforms(shape.seed + 1);
  const perQuote = 10 ** shape.priceDecimals;
  const rows = Array.from(bars.openTimeMs, (_, i) => i).filter(() => next() > 0.1);
  const near = (column: ArrayLike<number>): number[] =>
    rows.map((i) => (column[i] * (1 + (next() - 0.5) * shape.moveRatio)) / perQuote);
  return {
    openTimeMs: rows.map((i) => bars.openTimeMs[i]),
    open: near(bars.open),
    high: near(bars.high),
    low: near(bars.low),
    close: near(bars.close),
  };
}

function fundingOf(
  bars: ReferenceInput["bars"],
  shape: Market,
): NonNullable<ReferenceInput["funding"]> {
  const next = uniforms(shape.seed + 2);
  const spanMs = bars.openTimeMs[bars.openTimeMs.length - 1] + shape.intervalMs - BASE_MS;
  const count = Math.floor(spanMs / HOUR_MS) + 3;
  const timeMs = Array.from({ length: count }, (_, i) => BASE_MS + (i - 1) * HOUR_MS);
  return {
    timeMs: timeMs.map((ms) => ms + Math.floor(next() * 900)),
    rate: timeMs.map(() => (next() - 0.5) * 0.002),
  };
}

/** A whole input: any market, any configuration that validation would let through. */
export const randomInput: fc.Arbitrary<ReferenceInput> = fc
  .tuple(market, sections, instrument, strategy)
  .map(([shape, chosen, traded, quoting]) => {
    const bars = barsOf(shape);
    const { refreshBars: refresh, size: sized, ...parameters } = quoting;
    const { minSteps, maxSteps, minNotionalLots, hasTiers, ...costs } = traded;
    const { balanceLots, ...account } = chosen.account;
    const { stepSize, contractSize } = traded;
    const tickSize = shape.tickUnits / 10 ** shape.priceDecimals;
    const lotQuote = (bars.open[0] * stepSize * contractSize) / 10 ** shape.priceDecimals;
    const initialBalance = Math.ceil(balanceLots * lotQuote * 100) / 100;
    const { minEquity } = chosen.risk;
    const config: ReferenceConfig = {
      ...chosen,
      instrument: {
        symbol: null,
        tickSize,
        ...costs,
        minNotional: minNotionalLots * lotQuote,
        tiers: hasTiers ? tiersOf(initialBalance) : [],
        minQty: minSteps * stepSize,
        maxOrderQty: maxSteps === null ? null : maxSteps * stepSize,
      },
      account: {
        ...account,
        initialBalance,
        positionMode: quoting.name === "dual-maker" ? "hedge" : "oneWay",
      },
      risk: { ...chosen.risk, minEquity: minEquity === null ? null : minEquity * initialBalance },
      strategy: {
        ...parameters,
        size: "steps" in sized ? { quantity: sized.steps * stepSize } : sized,
        orderRefreshMs: refresh * shape.intervalMs,
      },
    };
    return {
      config,
      bars,
      priceDecimals: shape.priceDecimals,
      intervalMs: shape.intervalMs,
      mark: shape.hasMark ? markOf(bars, shape) : undefined,
      funding: config.funding.mode === "series" ? fundingOf(bars, shape) : undefined,
    };
  });
