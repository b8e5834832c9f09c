/**
 * One entry for bars in any format: the first file of the source tells by its content what the source
 * is, and the reader of that format reads it all.
 */
import { PerpmillError } from "../../errors.js";
import type { Bars, DataSource } from "../bars.js";
import { ColumnBars } from "../columns/column-bars.js";
import type { ColumnSink } from "../columns/column-sink.js";
import { loadBarsFrom, symbolOf } from "../load.js";
import type { LoadBarsOptions } from "../load-options.js";
import type { Platform } from "../platform.js";
import type { Source } from "../read-source.js";
import { loadTradesFrom } from "../trades/load-trades.js";
import { barsFromTrades } from "../trades/trades.js";
import { BAR_FORMATS, type BarFormat } from "./bar-formats.js";
import { isWhole, loadColumnsFrom } from "./load-columns.js";
import { peek } from "./peek.js";
import { recognise } from "./recognise.js";
import { nodeOnly, notBars, refusal } from "./refusal.js";

export interface OpenBarsOptions extends LoadBarsOptions {
  /** reads the content as this, whatever it looks like; default: as the first file's bytes say */
  readonly format?: BarFormat | null | undefined;
}

/** Gives the rows of all files of a source, in a format that only some platforms read, to a sink. */
export type ReadFormat = (
  source: Source,
  platform: Platform,
  options: Pick<LoadBarsOptions, "signal" | "onProgress" | "table">,
  into: ColumnSink,
) => Promise<DataSource>;

/** Readers of the formats that need a file system. */
export type PlatformFormats = Readonly<Partial<Record<BarFormat, ReadFormat>>>;

/** Bars made of trades have this interval unless another is asked for. */
const MINUTE_MS = 60_000;

/**
 * The bars of all files of a source, joined in time order. Trades become bars of `intervalMs`, or of minutes.
 * @throws FORMAT_UNSUPPORTED, FORMAT_DAMAGED, ARCHIVE_TOO_LARGE, TRADES_BAD_ROW, BARS_*, FILE_*,
 *   CONFIG_INVALID, ABORTED
 */
export async function openBarsFrom(
  source: Source,
  platform: Platform,
  formats: PlatformFormats,
  options: OpenBarsOptions,
): Promise<Bars> {
  const { format = null, ...load } = options;
  if (format !== null) return openAs(format, source, platform, formats, load, true);
  const { head, file, source: again } = await peek(source, platform);
  const content = recognise(head, file);
  if (content.kind === "refused") throw refusal(content, file);
  if (content.kind === "funding" || content.kind === "derived") throw notBars(content.kind, file);
  return openAs(content.kind, again, platform, formats, load, false);
}

async function openAs(
  format: BarFormat,
  source: Source,
  platform: Platform,
  formats: PlatformFormats,
  options: LoadBarsOptions,
  asked: boolean,
): Promise<Bars> {
  if (format === "csv") return loadBarsFrom(source, platform, options);
  if (format === "trades") {
    const { intervalMs, ...load } = options;
    return barsFromTrades(await loadTradesFrom(source, platform, load), intervalMs ?? MINUTE_MS);
  }
  if (isWhole(format)) return loadColumnsFrom(source, platform, options, asked ? format : null);
  const read = formats[format];
  if (read !== undefined) {
    const bars = new ColumnBars(options);
    const identity = await read(source, platform, options, bars);
    return bars.finish(identity, symbolOf(source));
  }
  if ((BAR_FORMATS as readonly string[]).includes(format)) throw nodeOnly(format, source.name);
  throw new PerpmillError("CONFIG_INVALID", {
    message: `there is no format ${JSON.stringify(format)}`,
    where: { file: source.name, field: "format" },
    hint: `Formats are ${BAR_FORMATS.join(", ")}.`,
  });
}
