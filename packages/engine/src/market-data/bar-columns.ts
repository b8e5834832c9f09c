/**
 * Growable columns of one file's bars. Rows live in blocks of fixed size, so growing never copies
 * what is there and memory stays within the result plus one block.
 */
import { type ErrorPlace, PerpmillError } from "../errors.js";
import { PRICE_UNITS_MAX } from "./decimal-text.js";
import type { FileRows } from "./dropped-rows.js";
import { RowLines } from "./row-lines.js";
import type { ColumnPlace } from "./row-problems.js";

/** Rows of a block. */
const BLOCK_ROWS = 65_536;

export interface BarBlock {
  timeMs: Float64Array;
  open: Int32Array;
  high: Int32Array;
  low: Int32Array;
  close: Int32Array;
  volume: Float64Array;
}

function allocateBlock(rows: number): BarBlock {
  return {
    timeMs: new Float64Array(rows),
    open: new Int32Array(rows),
    high: new Int32Array(rows),
    low: new Int32Array(rows),
    close: new Int32Array(rows),
    volume: new Float64Array(rows),
  };
}

/** The bars of one file in time order. Fields are written by the parsers of this folder only. */
export class BarColumns implements FileRows {
  readonly file: string;
  readonly timePlace: ColumnPlace;
  readonly hasVolume: boolean;
  /** full blocks first, the last one filled to `blockRows` */
  readonly blocks: BarBlock[] = [];
  block: BarBlock = allocateBlock(0);
  /** rows used in `block` */
  blockRows = 0;
  count = 0;
  firstTimeMs = Number.NaN;
  lastTimeMs = Number.NEGATIVE_INFINITY;
  /** price units: 10^-priceDecimals */
  priceDecimals: number;
  /** highest price so far, units */
  highest = 0;
  readonly lines = new RowLines();

  constructor(file: string, timePlace: ColumnPlace, hasVolume: boolean, priceDecimals: number) {
    this.file = file;
    this.timePlace = timePlace;
    this.hasVolume = hasVolume;
    this.priceDecimals = priceDecimals;
  }

  /** Makes sure that `block` has room for a row. */
  reserve(): void {
    if (!this.isBlockFull()) return;
    // a short file takes a small block: a folder may hold hundreds of one-day files
    const rows = this.blocks.length === 0 ? 2048 : BLOCK_ROWS;
    this.block = allocateBlock(rows);
    this.blocks.push(this.block);
    this.blockRows = 0;
  }

  /** Whether the next row needs another block. */
  isBlockFull(): boolean {
    return this.blockRows === this.block.timeMs.length;
  }

  /** Appends a checked row; prices in the units of `priceDecimals`. */
  append(timeMs: number, prices: ArrayLike<number>, volume: number, line: number): void {
    this.reserve();
    this.lines.mark(this.count, line);
    const row = this.blockRows;
    const block = this.block;
    block.timeMs[row] = timeMs;
    block.open[row] = prices[0];
    block.high[row] = prices[1];
    block.low[row] = prices[2];
    block.close[row] = prices[3];
    block.volume[row] = volume;
    if (prices[1] > this.highest) this.highest = prices[1];
    if (this.count === 0) this.firstTimeMs = timeMs;
    this.lastTimeMs = timeMs;
    this.blockRows = row + 1;
    this.count += 1;
  }

  /** Counts rows that were written to `block` from `blockRows` on. */
  took(rows: number, highest: number): void {
    if (rows === 0) return;
    if (this.count === 0) this.firstTimeMs = this.block.timeMs[0];
    this.blockRows += rows;
    this.count += rows;
    this.lastTimeMs = this.block.timeMs[this.blockRows - 1];
    this.highest = highest;
  }

  /** Whether all prices still fit when written with `priceDecimals` decimals. */
  fits(priceDecimals: number): boolean {
    return this.highest * 10 ** (priceDecimals - this.priceDecimals) <= PRICE_UNITS_MAX;
  }

  /** Writes all prices with more decimals; the caller has asked `fits`. */
  rescale(priceDecimals: number): void {
    const factor = 10 ** (priceDecimals - this.priceDecimals);
    this.priceDecimals = priceDecimals;
    if (factor === 1) return;
    this.highest *= factor;
    for (const block of this.blocks) {
      for (const column of [block.open, block.high, block.low, block.close]) {
        for (let row = 0; row < column.length; row += 1) column[row] *= factor;
      }
    }
  }

  /** Gives back what the last block does not use, once the file has been read. */
  trim(): void {
    if (this.blocks.length === 0) return;
    const { timeMs, open, high, low, close, volume } = this.block;
    const rows = this.blockRows;
    this.block = {
      timeMs: timeMs.slice(0, rows),
      open: open.slice(0, rows),
      high: high.slice(0, rows),
      low: low.slice(0, rows),
      close: close.slice(0, rows),
      volume: volume.slice(0, rows),
    };
    this.blocks[this.blocks.length - 1] = this.block;
  }

  /** Copies a column to `into[offset ...]` and gives its memory back; the column is gone then. */
  moveColumn<K extends keyof BarBlock>(name: K, into: BarBlock[K], offset: number): void {
    let at = offset;
    for (const block of this.blocks) {
      const rows = Math.min(block[name].length, offset + this.count - at);
      into.set(block[name].subarray(0, rows), at);
      block[name] = block[name].slice(0, 0) as BarBlock[K];
      at += rows;
    }
  }
}

/** The error for a price that is more than 2^31 - 1 price units. */
export function priceRangeError(
  what: string,
  priceDecimals: number,
  where: ErrorPlace,
): PerpmillError {
  return new PerpmillError("BARS_PRICE_RANGE", {
    message: `${what} is more than ${PRICE_UNITS_MAX} price units of 10^-${priceDecimals}, the decimals the data use`,
    where,
    hint: "Round the prices of the data with data.priceDecimals.",
  });
}
