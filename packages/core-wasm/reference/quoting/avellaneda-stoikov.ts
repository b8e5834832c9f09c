/** `avellaneda-stoikov`: quotes around a price that leans against the inventory by its risk. Semantics 8. */
import { exp } from "../../portable/math.js";
import type { ReferenceConfig } from "../input.js";
import type { Instrument } from "../instrument.js";
import { atLeast, atMost } from "../math/guard.js";
import { ceilTick, floorLots, floorTick } from "../math/rounding.js";
import { BarVariance, daysToMidnight, logRatio, WindowSum } from "./estimates.js";
import {
  inventoryShare,
  numberOf,
  numberOrNull,
  orderLots,
  type Strategy,
  sizeOf,
  textOf,
} from "./strategy.js";

/** A mean range up to this share of the price counts as none. */
const STILL = 1e-9;

/**
 * Half spread and lean of the formulas, shares of the price.
 * @param variance σ² of a day
 * @param days τ
 * @param kappa 1 / share of the price
 * @returns the lean is the one at a full long inventory, downwards
 */
export function stoikovSpread(
  riskAversion: number,
  variance: number,
  days: number,
  kappa: number,
): { half: number; lean: number } {
  const lean = riskAversion * variance * days;
  return { half: lean / 2 + logRatio(riskAversion / kappa) / kappa, lean };
}

/** The strategy with its parameters read. */
export function avellanedaStoikov(config: ReferenceConfig, instrument: Instrument): Strategy {
  const { strategy } = config;
  const riskAversion = numberOf(strategy, "riskAversion");
  const isDaily = textOf(strategy, "horizon") === "daily";
  const horizonDays = numberOf(strategy, "horizonDays");
  const givenKappa = numberOrNull(strategy, "kappa");
  const minSpread = numberOf(strategy, "minSpread");
  const sizeShape = numberOf(strategy, "sizeShape");
  const size = sizeOf(strategy);
  const maxInventoryRatio = numberOf(strategy, "maxInventoryRatio");
  const { tickUnits, lotValue } = instrument;
  const variance = new BarVariance(strategy);
  const ranges = new WindowSum(numberOf(strategy, "kappaWindow"));

  /** κ given or fitted; null while there is none. */
  const kappaNow = (): number | null => {
    if (givenKappa !== null) return givenKappa;
    const { mean } = ranges;
    return mean === null || mean <= STILL ? null : 2 / mean;
  };

  return {
    afterBar(bar) {
      variance.add(bar);
      ranges.add((bar.high - bar.low) / bar.open);
    },

    quote(view, place) {
      const { at, equity, net, timeMs, intervalMs, spreadMultiplier } = view;
      const varianceOfDay = variance.ofDay(intervalMs);
      const kappa = kappaNow();
      if (varianceOfDay === null || kappa === null) return;
      const days = isDaily ? daysToMidnight(timeMs) : horizonDays;
      const { half, lean } = stoikovSpread(riskAversion, varianceOfDay, days, kappa);
      const spread = Math.max(half, minSpread) * spreadMultiplier;
      const q = inventoryShare(net, at, equity, maxInventoryRatio, lotValue);
      const lots = orderLots(size, equity, at, instrument);
      const adding = Math.max(
        floorLots(lots * exp(-(sizeShape * Math.abs(q)))),
        instrument.minLots,
      );
      const centre = 1 - q * lean;
      if (!atLeast(q, 1)) {
        place(true, "net", floorTick(at * (centre - spread), tickUnits), q > 0 ? adding : lots);
      }
      if (!atMost(q, -1)) {
        place(false, "net", ceilTick(at * (centre + spread), tickUnits), q < 0 ? adding : lots);
      }
    },
  };
}
