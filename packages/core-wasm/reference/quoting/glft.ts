/** `glft`: the closed form of Guéant, Lehalle and Fernandez-Tapia with infinite horizon. Semantics 8. */
import { exp } from "../../portable/math.js";
import type { ReferenceConfig } from "../input.js";
import type { Instrument } from "../instrument.js";
import { atLeast } from "../math/guard.js";
import { ceilTick, floorTick } from "../math/rounding.js";
import { BarVariance, barsPerDay, logRatio } from "./estimates.js";
import { fitIntensity, type IntensityFit } from "./intensity-fit.js";
import {
  type CompleteBar,
  numberOf,
  numberOrNull,
  orderLots,
  type Strategy,
  sizeOf,
} from "./strategy.js";

/**
 * Half spread without inventory, and skew per order held; shares of the price.
 * @param riskAversion γ, 1 / (share of the price · order)
 * @param fillRiskAversion ξ, likewise
 * @param intensity A, fills a day
 * @param decay k, 1 / share of the price
 * @param variance σ² of a day
 */
export function glftSpread(
  riskAversion: number,
  fillRiskAversion: number,
  intensity: number,
  decay: number,
  variance: number,
): { half: number; skew: number } {
  const x = fillRiskAversion / decay;
  const c1 = logRatio(x) / decay;
  const c2 = Math.sqrt((riskAversion / (2 * intensity * decay)) * exp((1 + x) * logRatio(x)));
  const skew = Math.sqrt(variance) * c2;
  return { half: c1 + skew / 2, skew };
}

/** A and k as they are given, or fitted to the bars so far. */
class Intensity {
  readonly #givenA: number | null;
  readonly #givenK: number | null;
  readonly #window: number;
  readonly #interval: number;
  readonly #bars: CompleteBar[] = [];
  #fit: IntensityFit | null = null;

  constructor({ strategy }: ReferenceConfig) {
    this.#givenA = numberOrNull(strategy, "intensity");
    this.#givenK = numberOrNull(strategy, "intensityDecay");
    this.#window = numberOf(strategy, "fitWindow");
    this.#interval = numberOf(strategy, "fitInterval");
  }

  add(bar: CompleteBar): void {
    const bars = this.#bars;
    bars.push(bar);
    if (this.#givenA !== null && this.#givenK !== null) return;
    const since = bars.length - this.#window;
    if (since < 0 || since % this.#interval !== 0) return;
    this.#fit = fitIntensity(bars.slice(-this.#window), this.#givenK) ?? this.#fit;
  }

  /** A in fills a day, and k; null while there is no fit. */
  now(intervalMs: number): IntensityFit | null {
    if (this.#givenA !== null && this.#givenK !== null) {
      return { intensity: this.#givenA, decay: this.#givenK };
    }
    const fit = this.#fit;
    if (fit === null) return null;
    return { intensity: this.#givenA ?? fit.intensity * barsPerDay(intervalMs), decay: fit.decay };
  }
}

/** The strategy with its parameters read. */
export function glft(config: ReferenceConfig, instrument: Instrument): Strategy {
  const { strategy } = config;
  const riskAversion = numberOf(strategy, "riskAversion");
  const fillRiskAversion = numberOrNull(strategy, "fillRiskAversion") ?? riskAversion;
  const minSpread = numberOf(strategy, "minSpread");
  const levels = numberOf(strategy, "levels");
  const givenSpacing = numberOrNull(strategy, "levelSpacing");
  const size = sizeOf(strategy);
  const maxInventory = numberOf(strategy, "maxInventory");
  const { tickUnits } = instrument;
  const variance = new BarVariance(strategy);
  const intensity = new Intensity(config);

  return {
    afterBar(bar) {
      variance.add(bar);
      intensity.add(bar);
    },

    quote(view, place) {
      const { at, equity, net, intervalMs, spreadMultiplier } = view;
      const varianceOfDay = variance.ofDay(intervalMs);
      const fills = intensity.now(intervalMs);
      if (varianceOfDay === null || fills === null) return;
      const { half, skew } = glftSpread(
        riskAversion,
        fillRiskAversion,
        fills.intensity,
        fills.decay,
        varianceOfDay,
      );
      const spread = Math.max(half, minSpread);
      const spacing = givenSpacing ?? spread;
      const lots = orderLots(size, equity, at, instrument);
      const q = net / lots;
      const bid = 1 - spread * spreadMultiplier - skew * q;
      const ask = 1 + spread * spreadMultiplier - skew * q;
      for (let i = 0; i < levels; i++) {
        if (!atLeast(q + i, maxInventory)) {
          place(true, "net", floorTick(at * (bid - i * spacing), tickUnits), lots);
        }
        if (!atLeast(i - q, maxInventory)) {
          place(false, "net", ceilTick(at * (ask + i * spacing), tickUnits), lots);
        }
      }
    },
  };
}
