/**
 * Instruments by name, with the facts of the exchange on the day they were read.
 *
 * Not part of a preset: `maxOrderQty` (the exchange's limit is far above what a participation cap
 * and the tiers let through, and it is changed often; set it where it matters). Fees are Binance's
 * for the lowest tier of USD-M, without discounts. Ticks and steps of earlier years may differ.
 */
import type { MarginTier, NormalisedInstrument } from "../config/types.js";
import { FILTERS_READ, PRESET_DATA, TIERS_READ } from "./preset-data.js";

export type PresetName = (typeof PRESET_DATA)[number]["name"];

/** Where the numbers of a preset come from. */
export interface PresetInfo {
  /** one of PRESET_NAMES, or the symbol of imported rules */
  readonly name: string;
  readonly exchange: string;
  /** whether the rules come with this version or were imported by the user */
  readonly source: "built-in" | "imported";
  /** UTC date on which tick, step, minimums and the liquidation fee were read, `YYYY-MM-DD` */
  readonly filtersRead: string;
  /** UTC date on which the margin tiers were read, `YYYY-MM-DD` */
  readonly tiersRead: string;
  readonly instrument: NormalisedInstrument;
}

const STANDARD_MAKER_FEE = 0.0002;
const STANDARD_TAKER_FEE = 0.0005;

/** Rules of the exchange, as far as they are not fees. */
interface ExchangeRules {
  readonly name: string;
  readonly tickSize: number;
  readonly stepSize: number;
  readonly minQty: number;
  readonly minNotional: number;
  readonly liquidationFee: number;
  readonly tiers: readonly MarginTier[];
}

/** An instrument with the exchange's rules and its standard fees, frozen. */
export function instrumentOf({ name, tiers, ...rules }: ExchangeRules): NormalisedInstrument {
  const { tickSize, stepSize, minQty, minNotional, liquidationFee } = rules;
  return Object.freeze({
    symbol: name,
    tickSize,
    stepSize,
    minQty,
    minNotional,
    maxOrderQty: null,
    contractSize: 1,
    makerFee: STANDARD_MAKER_FEE,
    takerFee: STANDARD_TAKER_FEE,
    liquidationFee,
    tiers: Object.freeze(tiers.map((tier) => Object.freeze({ ...tier }))),
  });
}

function presetOf({ name, instrument }: (typeof PRESET_DATA)[number]): PresetInfo {
  const tiers = instrument.tiers.map(
    ([notionalCap, maxLeverage, maintenanceRate, maintenanceAmount]): MarginTier => ({
      notionalCap,
      maxLeverage,
      maintenanceRate,
      maintenanceAmount,
    }),
  );
  return Object.freeze({
    name,
    exchange: "Binance USD-M",
    source: "built-in",
    filtersRead: FILTERS_READ,
    tiersRead: TIERS_READ,
    instrument: instrumentOf({ ...instrument, name, tiers }),
  });
}

const PRESETS: ReadonlyMap<string, PresetInfo> = new Map(
  PRESET_DATA.map((data) => [data.name, presetOf(data)]),
);

/** Names of all presets, in the order in which tools list them. */
export const PRESET_NAMES: readonly string[] = [...PRESETS.keys()];

/** The preset of that name (letter for letter); null when there is none. */
export function presetInfo(name: string): PresetInfo | null {
  return PRESETS.get(name) ?? null;
}
