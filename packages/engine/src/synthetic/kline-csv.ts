/** Bars written as the exchange writes them, to make files for demos and tests. */
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { ByteWriter } from "./byte-writer.js";

export interface KlineCsvOptions {
  /** default true */
  readonly header?: boolean;
}

const CHUNK_BYTES = 1 << 20;
// the longest row: a double has up to 340 digits without an exponent
const ROW_BYTES_MAX = 512;
const COMMA = 44;
const LINE_FEED = 10;

/**
 * Chunks of UTF-8 text in the exchange's layout, `open_time,open,high,low,close,volume`: times in ms,
 * prices with the decimals of the bars, every volume with as many digits as it takes to read the
 * same double back, the volume left out when the bars have none. Lines end in a line feed.
 */
export function* toKlineCsv(bars: Bars, options: KlineCsvOptions = {}): Generator<Uint8Array> {
  const out = new ByteWriter(CHUNK_BYTES + ROW_BYTES_MAX);
  if (options.header ?? true) {
    out.text(`open_time,open,high,low,close${bars.volume === null ? "" : ",volume"}\n`);
  }
  for (let i = 0; i < bars.count; i++) {
    writeRow(out, bars, i);
    if (out.length >= CHUNK_BYTES) yield out.take();
  }
  if (out.length > 0) yield out.take();
}

function writeRow(out: ByteWriter, bars: Bars, i: number): void {
  out.whole(openTimeMs(bars, i));
  for (const column of [bars.open, bars.high, bars.low, bars.close]) {
    out.byte(COMMA);
    writePrice(out, column[i], bars.priceDecimals);
  }
  if (bars.volume !== null) {
    out.byte(COMMA);
    writeVolume(out, bars.volume[i]);
  }
  out.byte(LINE_FEED);
}

function writePrice(out: ByteWriter, units: number, decimals: number): void {
  if (decimals <= 9) out.fixed(units, decimals);
  else out.text(`0.${`${units}`.padStart(decimals, "0")}`);
}

// most volumes are whole thousandths, as contracts are traded in
function writeVolume(out: ByteWriter, volume: number): void {
  const thousandths = Math.round(volume * 1000);
  if (thousandths > 0x7fffffff || thousandths / 1000 !== volume) {
    out.text(plainDecimal(volume));
  } else if (thousandths % 1000 === 0) out.whole(volume);
  else if (thousandths % 100 === 0) out.fixed(thousandths / 100, 1);
  else if (thousandths % 10 === 0) out.fixed(thousandths / 10, 2);
  else out.fixed(thousandths, 3);
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
