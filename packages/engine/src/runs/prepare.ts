/** From bars, series and a configuration to what a run needs; every check at the edge is here. */
import type { ConfigInput } from "../config/input.js";
import { normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { MarkColumns } from "../internal/kernel-market.js";
import {
  type Bars,
  type FundingSeries,
  openTimeMs,
  type PriceSeries,
} from "../market-data/bars.js";
import { roundBars } from "../market-data/round-bars.js";
import { alignMark, rescaleBars, sliceBars } from "../market-data/views.js";
import { type InstrumentUnits, instrumentUnits } from "../units.js";
import { type CalendarEvents, calendarEvents } from "./calendar-events.js";

/** What is simulated: the market, and one configuration for it. */
export interface RunInputs {
  readonly bars: Bars;
  readonly mark?: PriceSeries | null | undefined;
  readonly funding?: FundingSeries | null | undefined;
  /** a configuration as in the file of semantics 10; checked and completed here */
  readonly config: ConfigInput;
}

/** A run, checked. `bars` are those inside the configured range, in the run's price units. */
export interface PreparedRun {
  readonly config: NormalisedConfig;
  readonly bars: Bars;
  readonly mark: MarkColumns | null;
  /** bars with a mark row of their own; null without a mark series */
  readonly markedBars: number | null;
  readonly markSeries: PriceSeries | null;
  readonly funding: FundingSeries | null;
  readonly units: InstrumentUnits;
  readonly events: CalendarEvents;
}

/** A bar without a mark row uses its last prices (semantics 2). */
function markColumns(bars: Bars, series: PriceSeries): MarkColumns & { readonly matched: number } {
  const mark = alignMark(bars, series);
  for (let i = 0; i < bars.count; i++) {
    if (!Number.isNaN(mark.open[i])) continue;
    mark.open[i] = bars.open[i];
    mark.high[i] = bars.high[i];
    mark.low[i] = bars.low[i];
    mark.close[i] = bars.close[i];
  }
  return mark;
}

/** Open time of the last bar plus its last step. */
export function endOfBarsMs(bars: Bars): number {
  return openTimeMs(bars, bars.count - 1) + bars.intervalMs - 1;
}

/** Refuses a participation cap where there is no volume to share. */
export function checkVolume(bars: Bars, maxParticipation: number | null): void {
  if (maxParticipation === null || bars.volume !== null) return;
  throw new PerpmillError("BARS_NO_VOLUME", {
    message: `fills.maxParticipation is ${maxParticipation}, but the bars of ${bars.source.name} have no volume`,
    where: { field: "fills.maxParticipation" },
    hint: 'Set "fills": { "maxParticipation": null } to fill without a cap.',
  });
}

/**
 * Checks and completes the configuration against the data.
 * @throws every code of the configuration; BARS_RANGE_EMPTY, BARS_NO_VOLUME, BARS_NOT_POSITIVE,
 * BARS_PRICE_RANGE
 */
export function prepareRun(inputs: RunInputs): PreparedRun {
  const funding = inputs.funding ?? null;
  const config = normaliseConfig(inputs.config, {
    intervalMs: inputs.bars.intervalMs,
    hasFundingFile: funding !== null,
  });
  const { priceDecimals } = config.data;
  const whole = priceDecimals === null ? inputs.bars : roundBars(inputs.bars, priceDecimals);
  const units = instrumentUnits(config.instrument, whole.priceDecimals);
  const bars = rescaleBars(
    sliceBars(whole, config.data.start, config.data.end),
    units.priceDecimals,
  );
  checkVolume(bars, config.fills.maxParticipation);
  const markSeries = inputs.mark ?? null;
  const mark = markSeries === null ? null : markColumns(bars, markSeries);
  return {
    config,
    bars,
    units,
    funding,
    markSeries,
    mark,
    markedBars: mark?.matched ?? null,
    events: calendarEvents(config, funding, openTimeMs(bars, 0), endOfBarsMs(bars)),
  };
}
