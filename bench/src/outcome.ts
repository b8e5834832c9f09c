/** What a run comes to, in a form that two programs can be compared by. */
import type { KernelRunOutput } from "../../packages/engine/src/internal/kernel-run.js";
import type { TradeColumns } from "../../packages/engine/src/runs/result.js";

export type Layer = "plain" | "lazy";

/** Numbers that must be the same, bit for bit, in the kernel and in the C program. */
export interface RunOutcome {
  readonly bars: number;
  readonly fills: number;
  /** 1 when it was */
  readonly liquidated: number;
  readonly stopped: number;
  readonly balance: number;
  readonly lastEquity: number;
  readonly worstDrawdown: number;
  readonly worstIntrabar: number;
  readonly longestMs: number;
  readonly exposedBars: number;
  /** lots·ms */
  readonly holding: number;
  /** days that have ended */
  readonly days: number;
  /** over time, price, lots and flags of every trade */
  readonly tradesHash: number;
  /** over the recorded equity of every bar */
  readonly equityHash: number;
}

// the inner step of MurmurHash3, a 32-bit word at a time
function hashWord(hash: number, word: number): number {
  const first = Math.imul(word, 0xcc9e2d51);
  const mixed = hash ^ Math.imul((first << 15) | (first >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

function wordsOf(column: Float64Array): Int32Array {
  return new Int32Array(column.buffer, column.byteOffset, column.length * 2);
}

function hashTrades(trades: TradeColumns): number {
  const columns = [trades.timeMs, trades.priceUnits, trades.lots].map(wordsOf);
  let hash = 0;
  for (let i = 0; i < trades.length; i++) {
    for (const words of columns) hash = hashWord(hashWord(hash, words[2 * i]), words[2 * i + 1]);
    const sell = trades.side[i] === 1 ? 0 : 1;
    const taker = trades.liquidity[i] << 3;
    hash = hashWord(hash, sell | (trades.positionSide[i] << 1) | taker | (trades.reason[i] << 4));
  }
  return hash >>> 0;
}

function hashColumn(column: Float64Array): number {
  return wordsOf(column).reduce(hashWord, 0) >>> 0;
}

/** The outcome of a kernel run that has kept trades and equity. */
export function outcomeOf({ state, trades, equity, daily }: KernelRunOutput): RunOutcome {
  if (trades === null || equity === null) throw new Error("the run has kept no columns");
  return {
    bars: state.bars,
    fills: state.fills,
    liquidated: Number(state.liquidated),
    stopped: state.stopped,
    balance: state.balance,
    lastEquity: state.lastEquity,
    worstDrawdown: state.worstDrawdown,
    worstIntrabar: state.worstIntrabar,
    longestMs: state.longestMs,
    exposedBars: state.exposedBars,
    holding: state.holding,
    days: daily.length - 1,
    tradesHash: hashTrades(trades),
    equityHash: hashColumn(equity),
  };
}
