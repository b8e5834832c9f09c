/** Bars as they come from an exchange that is trading. */
import type { RowFormat } from "./live-row.js";

/** A bar that is over, with the exchange's own decimals. */
export interface LiveBar {
  /** UTC ms */
  readonly openTimeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** base units */
  readonly volume: string;
}

const DECIMAL = /^\d{1,20}(\.\d{1,20})?$/;

/** The bar of a line of CSV whose first columns are those of BAR_ROWS; null when it is none. */
export function barOfLine(line: string): LiveBar | null {
  const [time, open, high, low, close, volume] = line.split(",");
  const texts = [open, high, low, close, volume];
  if (!/^\d{12,15}$/.test(time) || !texts.every((text) => DECIMAL.test(text ?? ""))) return null;
  return { openTimeMs: Number(time), open, high, low, close, volume };
}

/** Bars, and rows laid out like bars, as lines of CSV. */
export const BAR_ROWS: RowFormat<LiveBar> = {
  header: "open_time,open,high,low,close,volume",
  timeMs: ({ openTimeMs }) => openTimeMs,
  line: ({ openTimeMs, open, high, low, close, volume }) =>
    `${openTimeMs},${open},${high},${low},${close},${volume}`,
  ofLine: barOfLine,
};

/**
 * The finished bar that a message of the exchange's K-line stream brings; null for bars that still
 * change and for every other message.
 */
export function barOfMessage(text: string): LiveBar | null {
  try {
    const { k } = JSON.parse(text);
    if (k?.x !== true) return null;
    return barOfLine([k.t, k.o, k.h, k.l, k.c, k.v].join(","));
  } catch {
    return null;
  }
}
