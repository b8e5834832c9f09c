/** One entry for what goes beside bars: funding rates, mark, index and premium prices, and trades. */
import { PerpmillError } from "../../errors.js";
import type { FundingSeries, PriceSeries } from "../bars.js";
import { loadFundingFrom } from "../load-funding.js";
import type { LoadSeriesOptions } from "../load-options.js";
import { loadPriceSeriesFrom } from "../load-series.js";
import type { Platform } from "../platform.js";
import type { Source } from "../read-source.js";
import { loadTradesFrom } from "../trades/load-trades.js";
import type { Trades } from "../trades/trades.js";
import { peek } from "./peek.js";
import { recognise } from "./recognise.js";
import { refusal } from "./refusal.js";

/** What a series is of. */
export type SeriesKind = PriceSeries["kind"] | "funding" | "trades";

/** A series and what it is. */
export type OpenedSeries =
  | { readonly kind: PriceSeries["kind"]; readonly series: PriceSeries }
  | { readonly kind: "funding"; readonly series: FundingSeries }
  | { readonly kind: "trades"; readonly series: Trades };

export interface OpenSeriesOptions extends LoadSeriesOptions {
  /**
   * reads the content as this. Mark and index prices look alike, so it is needed for them unless
   * their files are named as the exchange names them, with `markPrice` or `indexPrice`
   */
  readonly kind?: SeriesKind | null | undefined;
}

/**
 * The series of all files of a source, joined in time order.
 * @throws FORMAT_UNSUPPORTED for what is no series or could be several, FUNDING_BAD_ROW,
 *   TRADES_BAD_ROW, BARS_*, FILE_*, CONFIG_INVALID, ABORTED
 */
export async function openSeriesFrom(
  source: Source,
  platform: Platform,
  options: OpenSeriesOptions,
): Promise<OpenedSeries> {
  const { kind: asked = null, ...load } = options;
  if (asked !== null) return openAs(asked, source, platform, load);
  const { head, file, source: again } = await peek(source, platform);
  const content = recognise(head, file);
  if (content.kind === "refused") throw refusal(content, file);
  if (content.kind === "funding" || content.kind === "trades") {
    return openAs(content.kind, again, platform, load);
  }
  if (content.kind !== "derived") throw noSeries(content.kind, file);
  const kind = content.negative ? "premium" : kindOfName(file);
  if (kind === null) throw ambiguous(file);
  return openAs(kind, again, platform, load);
}

async function openAs(
  kind: SeriesKind,
  source: Source,
  platform: Platform,
  options: LoadSeriesOptions,
): Promise<OpenedSeries> {
  if (kind === "funding") {
    return { kind, series: await loadFundingFrom(source, platform, options) };
  }
  if (kind === "trades") return { kind, series: await loadTradesFrom(source, platform, options) };
  return { kind, series: await loadPriceSeriesFrom(source, kind, platform, options) };
}

/** By the words that the exchange has in the names of its files. */
function kindOfName(file: string): PriceSeries["kind"] | null {
  const word = /(mark|index|premium)(?:Price|Index)/i.exec(file)?.[1].toLowerCase();
  if (word === "mark" || word === "index" || word === "premium") return word;
  return null;
}

function ambiguous(file: string): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", {
    message: "these may be mark, index or premium prices, which look alike",
    where: { file, field: "kind" },
    hint: 'Say what they are with kind: "mark", "index" or "premium".',
  });
}

function noSeries(kind: string, file: string): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", {
    message: `these look like bars (${kind}), not like a series that goes beside them`,
    where: { file },
    hint: 'Open them with openBars, or say what they are with kind: "mark", "index", "premium" or "funding".',
  });
}
