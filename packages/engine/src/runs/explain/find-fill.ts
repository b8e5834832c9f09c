/** Finds the bar of a fill, and the state of the run before that bar. */
import { LAYOUT } from "@perpmill/core-wasm";
import type { CallbackRun } from "../../callbacks/callback-run.js";
import { PerpmillError } from "../../errors.js";
import type { KernelMarket } from "../../internal/kernel-market.js";
import { KernelRun } from "../../internal/kernel-run.js";
import { callbackOf } from "../../strategies/user-strategy.js";
import { throwIfAborted } from "../drive-run.js";
import type { PreparedRun } from "../prepare.js";
import type { Checkpoints } from "./checkpoints.js";

/** A state between two bars. */
export interface FoundFill {
  /** index of the bar in which the fill is */
  readonly index: number;
  /** the run before that bar */
  readonly state: Uint8Array;
  /** fills before that bar */
  readonly fillsBefore: number;
  /** the strategy as it was then; null: the kernel quotes by itself */
  readonly callback: CallbackRun | null;
}

interface Search {
  /** of this run */
  readonly checkpoints: Checkpoints;
  readonly signal: AbortSignal | undefined;
}

/** Bars at a time: far first, then nearer and nearer. */
const STRIDES = [10_000, 100, 1];
/** Bars between two looks at the signal. */
const BREATH_BARS = 500_000;

function fillUnknown(row: number, fills: number): PerpmillError {
  return new PerpmillError("FILL_UNKNOWN", {
    message: `there is no fill ${row}: the run has ${fills} ${fills === 1 ? "fill" : "fills"}`,
    where: { field: "fill" },
    hint: fills === 0 ? "Nothing was filled." : `Fills are counted from 0 to ${fills - 1}.`,
  });
}

/**
 * The last state, in steps of `stride` bars, with no more than `row` fills. A run in chunks is the run
 * in one call, so that going back and forth changes nothing.
 */
async function approach(
  run: KernelRun,
  row: number,
  stride: number,
  { checkpoints, signal }: Search,
): Promise<Uint8Array> {
  const breathe = breather(run, signal);
  for (;;) {
    const state = run.save();
    checkpoints.add(run.cursor, run.fills, state);
    const more = run.advance(stride);
    if (run.fills > row) return state;
    if (!more) throw fillUnknown(row, run.fills);
    await breathe();
  }
}

/** Lets signals through now and then. */
function breather(run: KernelRun, signal: AbortSignal | undefined): () => Promise<void> {
  let next = run.cursor + BREATH_BARS;
  return async () => {
    if (signal === undefined || run.cursor < next) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    throwIfAborted({ signal });
    next = run.cursor + BREATH_BARS;
  };
}

/**
 * As `findFill` for a strategy that remembers: it cannot go back, so one run says in which bar the
 * fill is, and a second one stops before that bar.
 */
async function findRemembered(
  newRun: (trades: boolean) => KernelRun,
  row: number,
  signal: AbortSignal | undefined,
): Promise<FoundFill> {
  const search = newRun(true);
  const breatheInSearch = breather(search, signal);
  while (search.advance(STRIDES[0]) && search.fills <= row) await breatheInSearch();
  if (search.fills <= row) throw fillUnknown(row, search.fills);
  const { trades } = search.finish();
  if (trades === null) throw new Error("the run keeps its trades");
  const index = trades.barIndex[row];
  const run = newRun(false);
  const breathe = breather(run, signal);
  while (run.cursor < index) {
    run.advance(Math.min(STRIDES[0], index - run.cursor));
    await breathe();
  }
  return { state: run.save(), index, fillsBefore: run.fills, callback: run.callback };
}

/**
 * Runs up to the bar of fill `row`.
 * @throws FILL_UNKNOWN, ABORTED
 */
export async function findFill(
  prepared: PreparedRun,
  market: KernelMarket,
  row: number,
  search: Search,
): Promise<FoundFill> {
  if (!Number.isSafeInteger(row) || row < 0) {
    throw new PerpmillError("FILL_UNKNOWN", {
      message: `a fill is given by its row, a whole number from 0, not by ${row}`,
      where: { field: "fill" },
      hint: "Fills are counted from 0 in the order of the trades.",
    });
  }
  const { units, events } = prepared;
  // Counting rejections would have every quote worked out, and changes no fill.
  const config = { ...prepared.config, output: { rejections: false } };
  const { userStrategy } = prepared;
  const newRun = (trades: boolean) =>
    new KernelRun(market, config, units, events, {
      layer: "lazy",
      trades,
      equity: false,
      userStrategy,
      tradePath: prepared.tradePath,
    });
  if (callbackOf(userStrategy)?.remembers) return findRemembered(newRun, row, search.signal);
  const run = newRun(false);
  let state = search.checkpoints.before(row) ?? run.save();
  for (const stride of STRIDES) {
    run.restore(state);
    state = await approach(run, row, stride, search);
  }
  run.restore(state);
  const view = new DataView(state.buffer, state.byteOffset, state.byteLength);
  const index = view.getInt32(LAYOUT.RUN_CURSOR, true);
  return { state, index, fillsBefore: run.fills, callback: run.callback };
}
