/** `dual-maker`: opens a long below and a short above the price, closes both further out. Semantics 8. */
import type { ReferenceConfig } from "../input.js";
import { type Instrument, notionalOf } from "../instrument.js";
import { atLeast, atMost } from "../math/guard.js";
import { ceilTick, floorTick } from "../math/rounding.js";
import { numberOf, orderLots, type Strategy, sizeOf } from "./strategy.js";

/**
 * The strategy with its parameters read.
 * @param cap leverage cap, quote, Infinity without one
 */
export function dualMaker(config: ReferenceConfig, instrument: Instrument, cap: number): Strategy {
  const { strategy } = config;
  const bidSpread = numberOf(strategy, "bidSpread");
  const askSpread = numberOf(strategy, "askSpread");
  const ownClose = strategy.closeSpread === null ? null : numberOf(strategy, "closeSpread");
  const closeLongSpread = ownClose ?? askSpread;
  const closeShortSpread = ownClose ?? bidSpread;
  const maxPositionRatio = numberOf(strategy, "maxPositionRatio");
  const size = sizeOf(strategy);
  const { leverage } = config.account;
  const { tickUnits, lotValue } = instrument;

  return {
    quote(view, place) {
      const { at, equity, long, short, spreadMultiplier } = view;
      const bid = bidSpread * spreadMultiplier;
      const ask = askSpread * spreadMultiplier;
      const limit = Math.min(cap, equity * leverage * maxPositionRatio);
      const lots = orderLots(size, equity, at, instrument);
      const mayOpen = (sideLots: number): boolean =>
        atMost(notionalOf(long + short, at, lotValue), limit) &&
        !atLeast(notionalOf(sideLots, at, lotValue), limit / 2);
      if (mayOpen(long)) place(true, "long", floorTick(at * (1 - bid), tickUnits), lots);
      if (mayOpen(short)) place(false, "short", ceilTick(at * (1 + ask), tickUnits), lots);
      if (long > 0) {
        const close = closeLongSpread * spreadMultiplier;
        const price = ceilTick(at * (1 + ask) * (1 + close), tickUnits);
        place(false, "long", price, Math.min(lots, long));
      }
      if (short > 0) {
        const close = closeShortSpread * spreadMultiplier;
        const price = floorTick(at * (1 - bid) * (1 - close), tickUnits);
        place(true, "short", price, Math.min(lots, short));
      }
    },
  };
}
