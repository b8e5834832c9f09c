/** `pure-maker`: levels on both sides of a price that leans against the inventory. Semantics 8. */
import type { ReferenceConfig } from "../input.js";
import type { Instrument } from "../instrument.js";
import { atLeast, atMost } from "../math/guard.js";
import { ceilTick, floorTick } from "../math/rounding.js";
import { inventoryShare, numberOf, orderLots, type Strategy, sizeOf } from "./strategy.js";

/** The strategy with its parameters read. */
export function pureMaker(config: ReferenceConfig, instrument: Instrument): Strategy {
  const { strategy } = config;
  const bidSpread = numberOf(strategy, "bidSpread");
  const askSpread = numberOf(strategy, "askSpread");
  const levels = numberOf(strategy, "levels");
  const levelSpacing = numberOf(strategy, "levelSpacing");
  const maxInventoryRatio = numberOf(strategy, "maxInventoryRatio");
  const inventorySkew = numberOf(strategy, "inventorySkew");
  const size = sizeOf(strategy);
  const { tickUnits, lotValue } = instrument;

  return {
    quote(view, place) {
      const { at, equity, net, spreadMultiplier } = view;
      const bid = bidSpread * spreadMultiplier;
      const ask = askSpread * spreadMultiplier;
      const inventory = inventoryShare(net, at, equity, maxInventoryRatio, lotValue);
      const centre = at * (1 - inventorySkew * inventory);
      const lots = orderLots(size, equity, at, instrument);
      for (let i = 0; i < levels; i++) {
        if (!atLeast(inventory, 1)) {
          place(true, "net", floorTick(centre * (1 - bid - i * levelSpacing), tickUnits), lots);
        }
        if (!atMost(inventory, -1)) {
          place(false, "net", ceilTick(centre * (1 + ask + i * levelSpacing), tickUnits), lots);
        }
      }
    },
  };
}
