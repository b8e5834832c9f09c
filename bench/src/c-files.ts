/** The files that the C program reads: columns of a market, and one run on it. */
import { writeFileSync } from "node:fs";
import { LAYOUT } from "@perpmill/core-wasm";
import { writeRunBlock } from "../../packages/engine/src/internal/run-block.js";
import type { Bars } from "../../packages/engine/src/market-data/bars.js";
import type { PreparedRun } from "../../packages/engine/src/runs/prepare.js";

/** `Floats` of c/layout.h, in its order; then come orderRefreshMs and the parameter block. */
const FLOATS = [
  LAYOUT.RUN_TICK_UNITS,
  LAYOUT.RUN_LOT_VALUE,
  LAYOUT.RUN_MIN_LOTS,
  LAYOUT.RUN_MAX_ORDER_LOTS,
  LAYOUT.RUN_MIN_NOTIONAL,
  LAYOUT.RUN_MAKER_FEE,
  LAYOUT.RUN_TAKER_FEE,
  LAYOUT.RUN_LIQUIDATION_FEE,
  LAYOUT.RUN_NOTIONAL_CAP,
  LAYOUT.RUN_INITIAL_BALANCE,
  LAYOUT.RUN_LEVERAGE,
  LAYOUT.RUN_MARGIN_BUFFER,
  LAYOUT.RUN_THROUGH_UNITS,
  LAYOUT.RUN_SLIPPAGE_UNITS,
  LAYOUT.RUN_MAX_PARTICIPATION,
  LAYOUT.RUN_LOT_BASE,
  LAYOUT.RUN_REBATE_RATE,
  LAYOUT.RUN_MAX_DRAWDOWN,
  LAYOUT.RUN_MIN_EQUITY,
  LAYOUT.RUN_MAX_DAILY_LOSS,
  LAYOUT.RUN_POSITION_STOP_LOSS,
  LAYOUT.RUN_HIGH_THRESHOLD,
  LAYOUT.RUN_EXTREME_THRESHOLD,
  LAYOUT.RUN_EMERGENCY_THRESHOLD,
  LAYOUT.RUN_HIGH_MULTIPLIER,
  LAYOUT.RUN_EXTREME_MULTIPLIER,
];

/** `Ints` of c/layout.h, in its order. */
const INTS = [
  LAYOUT.RUN_STRATEGY_ID,
  LAYOUT.RUN_ONE_WAY,
  LAYOUT.RUN_TIER_COUNT,
  LAYOUT.RUN_MARGIN_NET,
  LAYOUT.RUN_PATH_MODEL,
  LAYOUT.RUN_SEED_LOW,
  LAYOUT.RUN_SEED_HIGH,
  LAYOUT.RUN_COUNT_REJECTIONS,
  LAYOUT.RUN_ATR_PERIOD,
  LAYOUT.RUN_REGIME_ON,
  LAYOUT.RUN_BALANCE_MODE,
  LAYOUT.RUN_EXTREME_FLATTEN,
  LAYOUT.RUN_EMERGENCY_CLOSE,
  LAYOUT.RUN_EVENT_COUNT,
];

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Writes the columns of `bars`: seven f64 of head, then volume, time index, open, high, low, close. */
export function writeColumns(path: string, bars: Bars): void {
  const { intervalMs, volume } = bars;
  const offsets = [Math.floor(intervalMs / 3), Math.floor((2 * intervalMs) / 3), intervalMs - 1];
  const head = [bars.count, volume === null ? 0 : 1, bars.baseTimeMs, intervalMs, ...offsets];
  const columns = [volume, bars.timeIndex, bars.open, bars.high, bars.low, bars.close];
  const parts = [Float64Array.from(head), ...columns].filter((part) => part !== null);
  writeFileSync(path, Buffer.concat(parts.map(bytesOf)));
}

/** Writes one run as the kernel's own block has it, with its tiers and events. */
export function writeRun(path: string, { config, units, events }: PreparedRun): void {
  const block = new ArrayBuffer(LAYOUT.RUN_BYTES);
  const nowhere = { run: 0, market: 0, tiers: 0, eventTimes: 0, eventRates: 0, eventKinds: 0 };
  const addresses = { ...nowhere, equity: 0, daily: 0, tradeLog: 0 };
  const shape = { layer: LAYOUT.LAYER_LAZY, events: events.count, tradeCapacity: 0 };
  writeRunBlock(block, addresses, config, units, shape);
  const view = new DataView(block);
  const slots = Array.from(
    { length: LAYOUT.PARAMETER_COUNT },
    (_, slot) => LAYOUT.RUN_PARAMETER0 + 8 * slot,
  );
  const float = (field: number) => view.getFloat64(field, true);
  const floats = [
    ...FLOATS.map(float),
    Number(config.strategy.orderRefreshMs),
    ...slots.map(float),
  ];
  const ints = INTS.map((field) => view.getInt32(field, true));
  const tiers = config.instrument.tiers.flatMap((tier) => [
    tier.notionalCap ?? Number.POSITIVE_INFINITY,
    tier.maintenanceRate,
    tier.maintenanceAmount,
  ]);
  const parts = [
    Int32Array.of(8 * floats.length, 4 * ints.length),
    Float64Array.from(floats),
    Int32Array.from(ints),
    Float64Array.from(tiers),
    events.timeMs,
    events.rate,
    events.kind,
  ];
  writeFileSync(path, Buffer.concat(parts.map(bytesOf)));
}
