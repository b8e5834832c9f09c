/** Takes trades out of the kernel's log, chunk by chunk, into columns of their own. */
import { LAYOUT } from "@perpmill/core-wasm";
import type { TradeColumns } from "../runs/result.js";

/** Where each f64 column of the log goes. */
const FLOAT_COLUMNS = [
  ["timeMs", LAYOUT.TRADE_TIME],
  ["priceUnits", LAYOUT.TRADE_PRICE],
  ["lots", LAYOUT.TRADE_LOTS],
  ["fee", LAYOUT.TRADE_FEE],
  ["realizedPnl", LAYOUT.TRADE_REALIZED],
  ["longAfterLots", LAYOUT.TRADE_LONG_AFTER],
  ["shortAfterLots", LAYOUT.TRADE_SHORT_AFTER],
  ["balanceAfter", LAYOUT.TRADE_BALANCE_AFTER],
  ["referenceUnits", LAYOUT.TRADE_REFERENCE],
] as const;

const REASON_MASK = 7;
const POSITION_MASK = 3;

/** Rows of one draining. */
interface Chunk {
  readonly length: number;
  readonly floats: Float64Array;
  readonly bars: Int32Array;
  readonly flags: Int32Array;
}

/** Collects the trades of one run. */
export class TradeDrain {
  readonly #capacity: number;
  readonly #chunks: Chunk[] = [];
  #length = 0;

  /** @param capacity rows of the kernel's log */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Bytes that a log of `capacity` rows takes. */
  static bytes(capacity: number): number {
    return capacity * LAYOUT.TRADE_BYTES_PER_ROW;
  }

  /** Copies `length` rows out of the log at `address`. */
  take(buffer: ArrayBufferLike, address: number, length: number): void {
    if (length === 0) return;
    const floats = new Float64Array(length * FLOAT_COLUMNS.length);
    FLOAT_COLUMNS.forEach(([, column], index) => {
      const at = address + column * this.#capacity * 8;
      floats.set(new Float64Array(buffer, at, length), index * length);
    });
    const words = address + LAYOUT.TRADE_F64_COLUMNS * this.#capacity * 8;
    this.#chunks.push({
      length,
      floats,
      bars: new Int32Array(buffer, words, length).slice(),
      flags: new Int32Array(buffer, words + this.#capacity * 4, length).slice(),
    });
    this.#length += length;
  }

  /** All trades so far as columns. */
  columns(priceDecimals: number, stepSize: number): TradeColumns {
    const n = this.#length;
    const float = () => new Float64Array(n);
    const trades = {
      length: n,
      priceDecimals,
      stepSize,
      timeMs: float(),
      barIndex: new Int32Array(n),
      priceUnits: float(),
      lots: float(),
      side: new Int8Array(n),
      positionSide: new Uint8Array(n),
      liquidity: new Uint8Array(n),
      reason: new Uint8Array(n),
      fee: float(),
      realizedPnl: float(),
      longAfterLots: float(),
      shortAfterLots: float(),
      balanceAfter: float(),
      referenceUnits: float(),
    };
    let row = 0;
    for (const { length, floats, bars, flags } of this.#chunks) {
      FLOAT_COLUMNS.forEach(([name], index) => {
        trades[name].set(floats.subarray(index * length, (index + 1) * length), row);
      });
      trades.barIndex.set(bars, row);
      for (let i = 0; i < length; i++) {
        const flag = flags[i];
        trades.side[row + i] = (flag & LAYOUT.FLAG_SELL) === 0 ? 1 : -1;
        trades.positionSide[row + i] = (flag >> LAYOUT.FLAG_POSITION_SHIFT) & POSITION_MASK;
        trades.liquidity[row + i] = (flag & LAYOUT.FLAG_TAKER) === 0 ? 0 : 1;
        trades.reason[row + i] = (flag >> LAYOUT.FLAG_REASON_SHIFT) & REASON_MASK;
      }
      row += length;
    }
    return trades;
  }
}
