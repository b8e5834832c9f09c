/** The same bars in every format that a test can write. */

import { gzipSync } from "node:zlib";
import { TimeUnit, tableFromArrays, tableToIPC, timestamp, utf8 } from "@uwdata/flechette";
import { zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type Bars, openTimeMs } from "../bars.js";

/** Columns as a user of Python or a bot has them: numbers as doubles. */
export interface NumberRows {
  readonly timeMs: number[];
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

export function numberRows(bars: Bars): NumberRows {
  const scale = 10 ** bars.priceDecimals;
  const prices = (column: Int32Array) => Float64Array.from(column, (units) => units / scale);
  return {
    timeMs: Array.from({ length: bars.count }, (_, row) => openTimeMs(bars, row)),
    open: prices(bars.open),
    high: prices(bars.high),
    low: prices(bars.low),
    close: prices(bars.close),
    volume: bars.volume ?? new Float64Array(bars.count),
  };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function lines({ timeMs, open, high, low, close, volume }: NumberRows): string {
  const rows = timeMs.map((time, row) =>
    [time, open[row], high[row], low[row], close[row], volume[row]].join(","),
  );
  return `open_time,open,high,low,close,volume\n${rows.join("\n")}\n`;
}

function rowsOf(rows: NumberRows): (readonly number[])[] {
  const { timeMs, open, high, low, close, volume } = rows;
  return timeMs.map((time, row) => [time, open[row], high[row], low[row], close[row], volume[row]]);
}

function parquet(
  rows: NumberRows,
  codec: "UNCOMPRESSED" | "SNAPPY",
  time: "ns" | "ms",
): Uint8Array {
  const { timeMs, open, high, low, close, volume } = rows;
  const buffer = parquetWriteBuffer({
    codec,
    rowGroupSize: 1000,
    columnData: [
      time === "ns"
        ? { name: "date", data: timeMs.map((ms) => BigInt(ms) * 1_000_000n), type: "INT64" }
        : { name: "timestamp", data: timeMs.map((ms) => new Date(ms)), type: "TIMESTAMP" },
      { name: "open", data: open, type: "DOUBLE" },
      { name: "high", data: high, type: "DOUBLE" },
      { name: "low", data: low, type: "DOUBLE" },
      { name: "close", data: close, type: "DOUBLE" },
      { name: "volume", data: volume, type: "DOUBLE" },
      { name: "trades", data: timeMs.map((_, row) => row), type: "INT32" },
    ],
  });
  return new Uint8Array(buffer);
}

function arrow(rows: NumberRows, format: "file" | "stream"): Uint8Array {
  const { timeMs, ...columns } = rows;
  const table = tableFromArrays(
    { date: timeMs, ...columns, note: timeMs.map((ms) => `at ${ms}`) },
    { types: { date: timestamp(TimeUnit.NANOSECOND, "UTC"), note: utf8() } },
  );
  const bytes = tableToIPC(table, { format });
  if (bytes === null) throw new TypeError("no bytes");
  return bytes;
}

/** Name and content, of bars whose prices are no more than 15 digits. */
export function sameBars(bars: Bars): readonly (readonly [string, Uint8Array])[] {
  const rows = numberRows(bars);
  const csv = encode(lines(rows));
  const list = rowsOf(rows);
  const texts = list.map(([time, ...rest]) => [time, ...rest.map(String), time + 59_999, "0"]);
  const named = list.map(([date, open, high, low, close, volume]) => ({
    date: new Date(date).toISOString(),
    open,
    high,
    low,
    close,
    volume,
  }));
  return [
    ["csv", csv],
    ["csv.gz", new Uint8Array(gzipSync(csv))],
    ["csv.zip", zipSync({ "readme.md": encode("# bars"), "a.csv": csv })],
    ["ccxt JSON", encode(JSON.stringify(list))],
    ["K-lines of the exchange's API", encode(JSON.stringify(texts, null, 2))],
    ["JSON of named rows, gzip", new Uint8Array(gzipSync(JSON.stringify(named)))],
    ["Parquet", parquet(rows, "SNAPPY", "ms")],
    ["Parquet of ns, zipped", zipSync({ "b/bars.parquet": parquet(rows, "UNCOMPRESSED", "ns") })],
    ["Feather", arrow(rows, "file")],
    ["Arrow stream", arrow(rows, "stream")],
  ];
}
