/** Whether prices lie on the tick of the instrument. */
import { type Bars, openTimeMs } from "../market-data/bars.js";

export interface TickQuality {
  /** quote, the greatest step that all prices are multiples of */
  readonly observedTick: number;
  /** quote, the tick that was asked about; null when none was */
  readonly tickSize: number | null;
  /** bars with a price that is no multiple of `tickSize`; null without one */
  readonly offTick: number | null;
  /** UTC ms of the first and the last of them */
  readonly firstOffMs: number | null;
  readonly lastOffMs: number | null;
}

/**
 * The step of the prices and the bars that are off a tick.
 * @param tickSize quote, > 0
 */
export function tickQuality(bars: Bars, tickSize: number | null): TickQuality {
  const unitsPerPrice = 10 ** bars.priceDecimals;
  const columns = [bars.open, bars.high, bars.low, bars.close];
  let step = 0;
  for (const column of columns) {
    for (let row = 0; row < column.length && step !== 1; row += 1) {
      let rest = column[row];
      if (rest % step === 0) continue;
      while (rest !== 0) [step, rest] = [rest, step % rest];
    }
  }
  const observedTick = step / unitsPerPrice;
  if (tickSize === null) {
    return { observedTick, tickSize, offTick: null, firstOffMs: null, lastOffMs: null };
  }
  const tickUnits = tickSize * unitsPerPrice;
  // semantics 1: whole up to 1e-6 of a tick
  const isOff = (units: number) =>
    Math.abs(units / tickUnits - Math.round(units / tickUnits)) > 1e-6;
  let offTick = 0;
  let first = -1;
  let last = -1;
  for (let row = 0; row < bars.count; row += 1) {
    if (!columns.some((column) => isOff(column[row]))) continue;
    offTick += 1;
    if (first < 0) first = row;
    last = row;
  }
  const timeOf = (row: number) => (row < 0 ? null : openTimeMs(bars, row));
  return { observedTick, tickSize, offTick, firstOffMs: timeOf(first), lastOffMs: timeOf(last) };
}
