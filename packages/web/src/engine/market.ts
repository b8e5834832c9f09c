/** The market in the worker: bars, and the mark prices and funding rates that stand beside them. */
import {
  type Bars,
  coverageOf,
  dayCoverage,
  type FundingSeries,
  monthCoverage,
  openSeries,
  openTimeMs,
  type PriceSeries,
} from "@perpmill/engine";
import type { BesideKind, MarketCoverage, SeriesFacts } from "./market-protocol";
import type { BarsFacts, TabProgress } from "./protocol";

export interface Market {
  readonly bars: Bars;
  readonly mark: PriceSeries | null;
  readonly funding: FundingSeries | null;
}

function seriesFacts(name: string, timesMs: Float64Array): SeriesFacts {
  const last = timesMs.length - 1;
  return {
    name,
    rows: timesMs.length,
    firstMs: timesMs[0] ?? Number.NaN,
    lastMs: timesMs[last] ?? Number.NaN,
  };
}

/** What the page is told of a market. */
export function factsOf({ bars, mark, funding }: Market): BarsFacts {
  const last = bars.count - 1;
  return {
    source: bars.source.name,
    symbol: bars.symbol,
    synthetic: bars.source.synthetic,
    md5: bars.source.md5,
    intervalMs: bars.intervalMs,
    bars: bars.count,
    holes: bars.holes,
    hasVolume: bars.volume !== null,
    firstMs: openTimeMs(bars, 0),
    lastMs: openTimeMs(bars, last),
    lastPrice: (bars.close[last] ?? Number.NaN) / 10 ** bars.priceDecimals,
    mark: mark === null ? null : seriesFacts(mark.source.name, mark.openTimeMs),
    funding: funding === null ? null : seriesFacts(funding.source.name, funding.timeMs),
  };
}

/** Reads what stands beside the bars from files. Throws PerpmillError. */
export async function withBeside(
  market: Market,
  kind: BesideKind,
  files: readonly File[],
  control: { readonly signal: AbortSignal; readonly tell: (progress: TabProgress) => void },
): Promise<Market> {
  const opened = await openSeries([...files], {
    kind,
    signal: control.signal,
    onProgress: ({ bytes, totalBytes }) => control.tell({ done: bytes, total: totalBytes }),
  });
  if (opened.kind === "funding") return { ...market, funding: opened.series };
  return { ...market, mark: opened.series };
}

/** Which times the bars of a market cover, by months. */
export function coverageIn({ bars }: Market): MarketCoverage {
  const coverage = coverageOf(bars);
  const { share, missing, holes, longest } = coverage;
  const months = monthCoverage(dayCoverage(bars, coverage), coverage);
  return { share, missing, holes: holes.length, longest, months };
}
