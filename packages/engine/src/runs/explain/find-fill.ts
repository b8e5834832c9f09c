/** Finds the bar of a fill, and the state of the run before that bar. */
import { LAYOUT } from "@perpmill/core-wasm";
import { PerpmillError } from "../../errors.js";
import type { KernelMarket } from "../../internal/kernel-market.js";
import { KernelRun } from "../../internal/kernel-run.js";
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
  let nextBreath = run.cursor + BREATH_BARS;
  for (;;) {
    const state = run.save();
    checkpoints.add(run.cursor, run.fills, state);
    const more = run.advance(stride);
    if (run.fills > row) return state;
    if (!more) throw fillUnknown(row, run.fills);
    if (signal === undefined || run.cursor < nextBreath) continue;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    throwIfAborted({ signal });
    nextBreath = run.cursor + BREATH_BARS;
  }
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
  const run = new KernelRun(market, config, units, events, {
    layer: "lazy",
    trades: false,
    equity: false,
  });
  let state = search.checkpoints.before(row) ?? run.save();
  for (const stride of STRIDES) {
    run.restore(state);
    state = await approach(run, row, stride, search);
  }
  run.restore(state);
  const view = new DataView(state.buffer, state.byteOffset, state.byteLength);
  return { state, index: view.getInt32(LAYOUT.RUN_CURSOR, true), fillsBefore: run.fills };
}
