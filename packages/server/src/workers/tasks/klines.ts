/** Bars of any interval, as a chart wants them. */
import { type Bars, openTimeMs, resampleBars, sliceBars } from "@perpmill/engine";
import type { KlineColumns, KlinesTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";

/** Throws the codes of the readers, BARS_RANGE_EMPTY, and CONFIG_INVALID for an interval that does not fit. */
export async function klines(
  { bars: files, places, range, interval, limit }: KlinesTask,
  { warm, signal }: TaskContext,
): Promise<TaskResult<KlinesTask>> {
  const whole = await warm.bars(files, places, { signal });
  const bars = sliceBars(whole, range.fromMs, range.toMs);
  const resampled = resampleBars(bars, intervalOf(interval), { incompleteLast: true });
  return { kind: "klines", klines: lastOf(resampled, interval, limit) };
}

/** Milliseconds, which the engine takes as a number, or the words that it knows. */
function intervalOf(interval: string): string | number {
  const ms = /^(\d+)ms$/.exec(interval)?.[1];
  return ms === undefined ? interval : Number(ms);
}

function lastOf(bars: Bars, interval: string, limit: number): KlineColumns {
  const first = Math.max(0, bars.count - limit);
  const scale = 10 ** bars.priceDecimals;
  const prices = (column: Int32Array): Float64Array =>
    Float64Array.from(column.subarray(first), (units) => units / scale);
  const count = bars.count - first;
  return {
    interval,
    intervalMs: bars.intervalMs,
    openTimeMs: Float64Array.from({ length: count }, (_, row) => openTimeMs(bars, first + row)),
    open: prices(bars.open),
    high: prices(bars.high),
    low: prices(bars.low),
    close: prices(bars.close),
    volume: bars.volume === null ? null : bars.volume.slice(first),
  };
}
