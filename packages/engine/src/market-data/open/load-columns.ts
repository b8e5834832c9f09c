/** Reads files that are taken as a whole: Parquet, Arrow, JSON and pickles, packed or not. */
import { PerpmillError } from "../../errors.js";
import type { Bars, DataSource } from "../bars.js";
import { ColumnBars } from "../columns/column-bars.js";
import type { ColumnSink } from "../columns/column-sink.js";
import { symbolOf } from "../load.js";
import type { LoadBarsOptions, LoadOptions } from "../load-options.js";
import type { Platform } from "../platform.js";
import { concatenate, readFiles, type Source } from "../read-source.js";
import { dataEntries } from "./peek.js";
import { HEAD_BYTES, recognise } from "./recognise.js";
import { refusal } from "./refusal.js";

/** Gives the rows of one file, itself given whole, to a sink. */
type ReadWhole = (bytes: Uint8Array, file: string, into: ColumnSink) => Promise<void>;

/** Formats that are read whole, several may be mixed in a source; each reader comes when a file needs it. */
const WHOLE_FORMATS = {
  parquet: async (): Promise<ReadWhole> => (await import("../parquet/read-parquet.js")).readParquet,
  arrow: async (): Promise<ReadWhole> => (await import("../arrow/read-arrow.js")).readArrow,
  json: async (): Promise<ReadWhole> => (await import("../json/read-json.js")).readJson,
  pickle: async (): Promise<ReadWhole> => (await import("../legacy/read-pickle.js")).readPickle,
} as const;

type WholeFormat = keyof typeof WHOLE_FORMATS;

/**
 * The bars of all files of a source, joined in time order.
 * @param format what every file is; null: as its own content says
 * @throws FORMAT_DAMAGED, FORMAT_UNSUPPORTED, BARS_*, FILE_*, ARCHIVE_TOO_LARGE, CONFIG_INVALID, ABORTED
 */
export async function loadColumnsFrom(
  source: Source,
  platform: Platform,
  options: LoadBarsOptions,
  format: WholeFormat | null,
): Promise<Bars> {
  const bars = new ColumnBars(options);
  const identity = await readWholeFrom(source, platform, options, format, bars);
  return bars.finish(identity, symbolOf(source));
}

/**
 * Gives the rows of all files of a source to a sink.
 * @param format as for `loadColumnsFrom`
 * @returns what was read
 */
export function readWholeFrom(
  source: Source,
  platform: Platform,
  options: LoadOptions,
  format: WholeFormat | null,
  into: ColumnSink,
): Promise<DataSource> {
  return readFiles(source, platform, options, {
    async read(chunks, file, report) {
      const pieces: Uint8Array[] = [];
      for await (const chunk of chunks) {
        pieces.push(chunk.slice());
        report();
      }
      const bytes = concatenate(pieces);
      const read = await WHOLE_FORMATS[formatOf(bytes, file, format)]();
      await read(bytes, file, into);
      report();
    },
    choose: dataEntries,
    rows: () => into.rows,
  });
}

function formatOf(bytes: Uint8Array, file: string, format: WholeFormat | null): WholeFormat {
  if (format !== null) return format;
  const content = recognise(bytes.subarray(0, HEAD_BYTES), file);
  if (content.kind === "refused") throw refusal(content, file);
  if (isWhole(content.kind)) return content.kind;
  throw new PerpmillError("FORMAT_UNSUPPORTED", {
    message: `the files before are read whole and this one, ${content.kind}, is not`,
    where: { file },
    hint: "Give files of one format at a time.",
  });
}

/** Whether a format is read whole. */
export function isWhole(format: string): format is WholeFormat {
  return format in WHOLE_FORMATS;
}
