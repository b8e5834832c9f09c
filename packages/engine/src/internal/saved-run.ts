/** What a saved state of a run says about the account and the quote. */
import { LAYOUT } from "@perpmill/core-wasm";

export interface SavedRun {
  readonly balance: number;
  readonly longLots: number;
  readonly shortLots: number;
  /** units; of a side without a position: of no meaning */
  readonly entryLong: number;
  readonly entryShort: number;
  /** running peak of recorded equity, quote */
  readonly peak: number;
  readonly emergency: boolean;
  /** when the next quote is due, UTC ms; -Infinity before the first */
  readonly nextQuoteMs: number;
  /** until when nothing is quoted, UTC ms; -Infinity: not paused */
  readonly pausedUntilMs: number;
}

/** Times from here down are before everything. */
const BEFORE_ALL = -(2n ** 62n);

/** @param state as `KernelRun.save` gives it */
export function readSavedRun(state: Uint8Array): SavedRun {
  const run = new DataView(state.buffer, state.byteOffset, state.byteLength);
  const float = (field: number) => run.getFloat64(field, true);
  const time = (field: number) => {
    const ms = run.getBigInt64(field, true);
    return ms <= BEFORE_ALL ? Number.NEGATIVE_INFINITY : Number(ms);
  };
  return {
    balance: float(LAYOUT.RUN_BALANCE),
    longLots: float(LAYOUT.RUN_LONG),
    shortLots: float(LAYOUT.RUN_SHORT),
    entryLong: float(LAYOUT.RUN_ENTRY_LONG),
    entryShort: float(LAYOUT.RUN_ENTRY_SHORT),
    peak: float(LAYOUT.RUN_PEAK),
    emergency: run.getInt32(LAYOUT.RUN_REGIME, true) === LAYOUT.REGIME_EMERGENCY,
    nextQuoteMs: time(LAYOUT.RUN_NEXT_QUOTE),
    pausedUntilMs: time(LAYOUT.RUN_PAUSED_UNTIL),
  };
}
