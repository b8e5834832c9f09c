/** Writes one configuration into the kernel's Run block. */
import { LAYOUT, PATHS_LAYOUT } from "@perpmill/core-wasm";
import type { NormalisedConfig } from "../config/types.js";
import { describeStrategy, parameterBlock } from "../strategies/registry.js";
import type { UserStrategy } from "../strategies/user-strategy.js";

import type { InstrumentUnits } from "../units.js";

/** Addresses of the columns that a run reads and writes; 0 where there is none. */
export interface RunAddresses {
  readonly run: number;
  readonly market: number;
  readonly tiers: number;
  readonly eventTimes: number;
  readonly eventRates: number;
  readonly eventKinds: number;
  readonly equity: number;
  readonly daily: number;
  readonly tradeLog: number;
}

const MODELS = {
  direction: LAYOUT.MODEL_DIRECTION,
  nearest: LAYOUT.MODEL_NEAREST,
  lowFirst: LAYOUT.MODEL_LOW_FIRST,
  highFirst: LAYOUT.MODEL_HIGH_FIRST,
  random: LAYOUT.MODEL_RANDOM,
  bridge: PATHS_LAYOUT.MODEL_BRIDGE,
  trades: PATHS_LAYOUT.MODEL_TRADES,
} as const;

/** Slack of comparisons (semantics 1). */
const COMPARISON_GUARD = 1e-9;

/** Notional cap of the last row whose maximum leverage reaches the account's (semantics 5). */
function notionalCap(config: NormalisedConfig): number {
  const { tiers } = config.instrument;
  const { leverage } = config.account;
  const row = tiers.findLast((tier) => tier.maxLeverage >= leverage - COMPARISON_GUARD * leverage);
  return row?.notionalCap ?? Number.POSITIVE_INFINITY;
}

/** Writes fields by their offset from the layout. */
class Fields {
  readonly #view: DataView;

  constructor(buffer: ArrayBufferLike, address: number) {
    this.#view = new DataView(buffer, address, LAYOUT.RUN_BYTES);
  }

  int(field: number, value: number | boolean): this {
    this.#view.setInt32(field, Number(value), true);
    return this;
  }

  address(field: number, value: number): this {
    this.#view.setUint32(field, value, true);
    return this;
  }

  long(field: number, value: number): this {
    this.#view.setBigInt64(field, BigInt(value), true);
    return this;
  }

  float(field: number, value: number): this {
    this.#view.setFloat64(field, value, true);
    return this;
  }
}

function writeInstrument(fields: Fields, config: NormalisedConfig, units: InstrumentUnits): void {
  const { instrument } = config;
  fields
    .float(LAYOUT.RUN_TICK_UNITS, units.tickUnits)
    .float(LAYOUT.RUN_LOT_VALUE, units.lotValue)
    .float(LAYOUT.RUN_UNITS_PER_QUOTE, 10 ** units.priceDecimals)
    .float(LAYOUT.RUN_STEP_SIZE, units.stepSize)
    .float(LAYOUT.RUN_MIN_LOTS, units.minQtyLots)
    .float(LAYOUT.RUN_MAX_ORDER_LOTS, units.maxOrderLots ?? Number.POSITIVE_INFINITY)
    .float(LAYOUT.RUN_MIN_NOTIONAL, instrument.minNotional)
    .float(LAYOUT.RUN_MAKER_FEE, instrument.makerFee)
    .float(LAYOUT.RUN_TAKER_FEE, instrument.takerFee)
    .float(LAYOUT.RUN_LIQUIDATION_FEE, instrument.liquidationFee)
    .int(LAYOUT.RUN_TIER_COUNT, instrument.tiers.length)
    .float(LAYOUT.RUN_NOTIONAL_CAP, notionalCap(config));
}

function writeFillsAndPath(fields: Fields, config: NormalisedConfig, units: InstrumentUnits): void {
  const { fills, path } = config;
  const seed = BigInt(path.seed);
  const throughTicks = fills.rule === "touch" ? 0 : fills.throughTicks;
  fields
    .int(LAYOUT.RUN_PATH_MODEL, MODELS[path.model])
    .address(LAYOUT.RUN_SEED_LOW, Number(seed & 0xffffffffn))
    .address(LAYOUT.RUN_SEED_HIGH, Number(seed >> 32n))
    .float(LAYOUT.RUN_THROUGH_UNITS, throughTicks * units.tickUnits)
    .float(LAYOUT.RUN_SLIPPAGE_UNITS, fills.slippageTicks * units.tickUnits)
    .float(LAYOUT.RUN_MAX_PARTICIPATION, fills.maxParticipation ?? -1)
    .float(LAYOUT.RUN_LOT_BASE, units.stepSize * units.contractSize);
}

function writeAccountAndRisk(fields: Fields, config: NormalisedConfig): void {
  const { account, risk, rebate } = config;
  fields
    .int(LAYOUT.RUN_ONE_WAY, account.positionMode === "oneWay")
    .int(LAYOUT.RUN_MARGIN_NET, account.marginBasis === "net")
    .float(LAYOUT.RUN_INITIAL_BALANCE, account.initialBalance)
    .float(LAYOUT.RUN_LEVERAGE, account.leverage)
    .float(LAYOUT.RUN_MARGIN_BUFFER, account.marginBuffer)
    .float(LAYOUT.RUN_REBATE_RATE, rebate.rate)
    .float(LAYOUT.RUN_MAX_DRAWDOWN, risk.maxDrawdown ?? Number.NaN)
    .float(LAYOUT.RUN_MIN_EQUITY, risk.minEquity ?? Number.NaN)
    .float(LAYOUT.RUN_MAX_DAILY_LOSS, risk.maxDailyLoss ?? Number.NaN)
    .float(LAYOUT.RUN_POSITION_STOP_LOSS, risk.positionStopLoss ?? Number.NaN);
}

function writeRegimes(fields: Fields, config: NormalisedConfig): void {
  const regime = config.volatility;
  const on = regime.high !== null || regime.extreme !== null || regime.emergency !== null;
  const high = regime.highSpreadMultiplier ?? 1;
  fields
    .int(LAYOUT.RUN_REGIME_ON, on)
    .int(LAYOUT.RUN_ATR_PERIOD, regime.atrPeriod ?? 1)
    .float(LAYOUT.RUN_HIGH_THRESHOLD, regime.high ?? Number.NaN)
    .float(LAYOUT.RUN_EXTREME_THRESHOLD, regime.extreme ?? Number.NaN)
    .float(LAYOUT.RUN_EMERGENCY_THRESHOLD, regime.emergency ?? Number.NaN)
    .float(LAYOUT.RUN_HIGH_MULTIPLIER, high)
    .float(LAYOUT.RUN_EXTREME_MULTIPLIER, regime.extremeSpreadMultiplier ?? high)
    .int(LAYOUT.RUN_BALANCE_MODE, regime.balance)
    .int(LAYOUT.RUN_EXTREME_FLATTEN, regime.extremeFlatten)
    .int(LAYOUT.RUN_EMERGENCY_CLOSE, regime.emergencyClose);
}

/** Least distance of an order from the price as a share of it, NaN: none (semantics 8). */
function minProfitRatio({ quoting, instrument }: NormalisedConfig): number {
  const basisPoints = quoting?.minProfitBps ?? null;
  if (basisPoints === null) return Number.NaN;
  return Math.max(0, instrument.makerFee + basisPoints / 20_000);
}

function writeQuoting(fields: Fields, config: NormalisedConfig): void {
  const { quoting } = config;
  const tolerance = quoting?.refreshToleranceBps ?? null;
  const hangs = quoting?.hangingOrders === true;
  fields
    .long(LAYOUT.RUN_FILLED_ORDER_DELAY_MS, quoting?.filledOrderDelayMs ?? 0)
    .float(LAYOUT.RUN_KEEP_TOLERANCE, tolerance === null ? Number.NaN : tolerance / 10_000)
    .float(LAYOUT.RUN_HANGING_DISTANCE, hangs ? quoting.hangingCancelDistance : Number.NaN)
    .float(LAYOUT.RUN_MIN_PROFIT_RATIO, minProfitRatio(config))
    .float(LAYOUT.RUN_INVENTORY_SKEW, quoting?.inventorySkew ?? 0)
    .float(LAYOUT.RUN_SKEW_INVENTORY_RATIO, quoting?.skewInventoryRatio ?? 1);
}

/** What of a Run block is not in the configuration. */
export interface RunBlockShape {
  readonly layer: number;
  readonly events: number;
  readonly tradeCapacity: number;
  /** a strategy that is not built in */
  readonly userStrategy?: UserStrategy | null;
  /** the parameter block, where the strategy's parameters are not what the kernel reads */
  readonly parameters?: Float64Array | undefined;
}

/** Writes the Run block of a checked, completed configuration. */
export function writeRunBlock(
  buffer: ArrayBufferLike,
  addresses: RunAddresses,
  config: NormalisedConfig,
  units: InstrumentUnits,
  shape: RunBlockShape,
): void {
  const fields = new Fields(buffer, addresses.run);
  const own = shape.userStrategy ? [shape.userStrategy.descriptor] : [];
  const strategy = describeStrategy(config.strategy.name, own);
  const block = shape.parameters ?? parameterBlock(config.strategy, units, own);
  fields
    .address(LAYOUT.RUN_MARKET, addresses.market)
    .int(LAYOUT.RUN_STRATEGY_ID, strategy.kernelId)
    .int(LAYOUT.RUN_LAYER, shape.layer)
    .int(LAYOUT.RUN_COUNT_REJECTIONS, config.output.rejections)
    .address(LAYOUT.RUN_TIERS, addresses.tiers)
    .int(LAYOUT.RUN_EVENT_COUNT, shape.events)
    .address(LAYOUT.RUN_EVENT_TIMES, addresses.eventTimes)
    .address(LAYOUT.RUN_EVENT_RATES, addresses.eventRates)
    .address(LAYOUT.RUN_EVENT_KINDS, addresses.eventKinds)
    .address(LAYOUT.RUN_EQUITY_COLUMN, addresses.equity)
    .address(LAYOUT.RUN_DAILY_COLUMN, addresses.daily)
    .address(LAYOUT.RUN_TRADE_LOG, addresses.tradeLog)
    .int(LAYOUT.RUN_TRADE_CAPACITY, shape.tradeCapacity)
    .long(LAYOUT.RUN_ORDER_REFRESH_MS, Number(config.strategy.orderRefreshMs));
  writeInstrument(fields, config, units);
  writeFillsAndPath(fields, config, units);
  writeAccountAndRisk(fields, config);
  writeRegimes(fields, config);
  writeQuoting(fields, config);
  block.forEach((value, slot) => {
    fields.float(LAYOUT.RUN_PARAMETER0 + 8 * slot, value);
  });
}
