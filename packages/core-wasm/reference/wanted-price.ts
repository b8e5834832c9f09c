/** What becomes of the price that a strategy wants before it is compared or placed. Semantics 8. */
import type { ReferenceConfig, ReferenceQuoting } from "./input.js";
import type { Instrument } from "./instrument.js";
import { ceilTick, floorTick } from "./math/rounding.js";
import { inventoryShare } from "./quoting/strategy.js";

/** The account and the price at a quote. */
export interface PricedAccount {
  /** P, price units */
  readonly at: number;
  /** at the mark, quote */
  readonly equity: number;
  readonly net: number;
}

/** A wanted price leaned against the inventory; multiples of the tick in and out. */
export function skewedPrice(
  isBuy: boolean,
  wantedUnits: number,
  account: PricedAccount,
  quoting: ReferenceQuoting,
  instrument: Instrument,
): number {
  const { inventorySkew, skewInventoryRatio } = quoting;
  if (inventorySkew === 0) return wantedUnits;
  const { at, equity, net } = account;
  const { tickUnits, lotValue } = instrument;
  const inventory = inventoryShare(net, at, equity, skewInventoryRatio, lotValue);
  const units = wantedUnits * (1 - inventorySkew * inventory);
  return isBuy ? floorTick(units, tickUnits) : ceilTick(units, tickUnits);
}

/** A price that is far enough from P to earn the least profit of a round trip. */
export function profitablePrice(
  isBuy: boolean,
  units: number,
  at: number,
  config: ReferenceConfig,
  quoting: ReferenceQuoting,
  tickUnits: number,
): number {
  if (quoting.minProfitBps === null) return units;
  const margin = Math.max(0, config.instrument.makerFee + quoting.minProfitBps / 20_000);
  return isBuy
    ? Math.min(units, floorTick(at * (1 - margin), tickUnits))
    : Math.max(units, ceilTick(at * (1 + margin), tickUnits));
}
