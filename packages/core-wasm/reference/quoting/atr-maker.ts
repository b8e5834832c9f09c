/** `atr-maker`: `pure-maker` with its distances in multiples of the mean true range. Semantics 8. */
import type { ReferenceConfig } from "../input.js";
import type { Instrument } from "../instrument.js";
import { atLeast, atMost } from "../math/guard.js";
import { ceilTick, floorTick } from "../math/rounding.js";
import { TrueRangeMean } from "../regimes.js";
import { inventoryShare, numberOf, orderLots, type Strategy, sizeOf } from "./strategy.js";

/** The strategy with its parameters read. */
export function atrMaker(config: ReferenceConfig, instrument: Instrument): Strategy {
  const { strategy } = config;
  const atrPeriod = numberOf(strategy, "atrPeriod");
  const bidSpread = numberOf(strategy, "bidSpread");
  const askSpread = numberOf(strategy, "askSpread");
  const levels = numberOf(strategy, "levels");
  const levelSpacing = numberOf(strategy, "levelSpacing");
  const minSpread = numberOf(strategy, "minSpread");
  const size = sizeOf(strategy);
  const maxInventoryRatio = numberOf(strategy, "maxInventoryRatio");
  const inventorySkew = numberOf(strategy, "inventorySkew");
  const { tickUnits, lotValue } = instrument;
  const trueRange = new TrueRangeMean(atrPeriod);
  let bars = 0;
  /** a: ATR/close of the last complete bar */
  let unit = 0;

  return {
    afterBar({ high, low, close }) {
      unit = trueRange.next(high, low, close) / close;
      bars++;
    },

    quote(view, place) {
      if (bars < atrPeriod) return;
      const { at, equity, net, spreadMultiplier } = view;
      const x = inventoryShare(net, at, equity, maxInventoryRatio, lotValue);
      const centre = at * (1 - inventorySkew * unit * x);
      const bid = Math.max(bidSpread * unit, minSpread) * spreadMultiplier;
      const ask = Math.max(askSpread * unit, minSpread) * spreadMultiplier;
      const spacing = levelSpacing * unit;
      const lots = orderLots(size, equity, at, instrument);
      for (let i = 0; i < levels; i++) {
        if (!atLeast(x, 1)) {
          place(true, "net", floorTick(centre * (1 - bid - i * spacing), tickUnits), lots);
        }
        if (!atMost(x, -1)) {
          place(false, "net", ceilTick(centre * (1 + ask + i * spacing), tickUnits), lots);
        }
      }
    },
  };
}
