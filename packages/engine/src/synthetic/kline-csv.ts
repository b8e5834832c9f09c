/** Bars written as the exchange writes them, to make files for demos and tests. */
import { type Bars, openTimeMs } from "../market-data/bars.js";

export interface KlineCsvOptions {
  /** default true */
  readonly header?: boolean;
}

const CHUNK_ROWS = 8192;

/**
 * Chunks of UTF-8 text in the exchange's layout, `open_time,open,high,low,close,volume`: times in ms,
 * prices with the decimals of the bars, every volume with as many digits as it takes to read the
 * same double back, the volume left out when the bars have none. Lines end in a line feed.
 */
export function* toKlineCsv(bars: Bars, options: KlineCsvOptions = {}): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const withVolume = bars.volume !== null;
  if (options.header ?? true) {
    yield encoder.encode(`open_time,open,high,low,close${withVolume ? ",volume" : ""}\n`);
  }
  for (let start = 0; start < bars.count; start += CHUNK_ROWS) {
    const end = Math.min(start + CHUNK_ROWS, bars.count);
    let text = "";
    for (let i = start; i < end; i++) text += row(bars, i);
    yield encoder.encode(text);
  }
}

function row(bars: Bars, i: number): string {
  const d = bars.priceDecimals;
  const open = priceText(bars.open[i], d);
  const high = priceText(bars.high[i], d);
  const low = priceText(bars.low[i], d);
  const close = priceText(bars.close[i], d);
  const volume = bars.volume === null ? "" : `,${plainDecimal(bars.volume[i])}`;
  return `${openTimeMs(bars, i)},${open},${high},${low},${close}${volume}\n`;
}

function priceText(units: number, decimals: number): string {
  if (decimals === 0) return `${units}`;
  const digits = `${units}`.padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/**
 * The shortest decimal text that reads back as the same double, never with an exponent.
 * @param value finite, 0 or more
 */
export function plainDecimal(value: number): string {
  const text = `${value}`;
  const mark = text.indexOf("e");
  if (mark < 0) return text;
  const exponent = Number(text.slice(mark + 1));
  const [whole, fraction = ""] = text.slice(0, mark).split(".");
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  return digits.padEnd(point, "0");
}
