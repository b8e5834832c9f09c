/** The account of somebody who trades the chosen configurations through the test windows. */
import type { NormalisedConfig } from "../config/types.js";
import { utcDays } from "../market-data/utc-days.js";
import { sliceBars } from "../market-data/views.js";
import { changingRun, type Stretch, type StretchEnd } from "../runs/changing-run.js";
import type { RunControl } from "../runs/drive-run.js";
import type { ManyRunsInputs } from "../runs/many-runs.js";
import { compounded, dailyMetrics } from "./daily-metrics.js";
import type { FoldAccount, JoinedAccount } from "./fold-options.js";
import type { TimeWindow } from "./windows.js";

/** A test window and what is traded in it; null: nothing. */
export interface TestedWindow {
  readonly window: TimeWindow;
  readonly config: NormalisedConfig | null;
}

/** What an account did in a window. */
interface Traded {
  /** of each day of the window with bars */
  readonly returns: Float64Array;
  readonly counters: Counters;
  readonly ended: boolean;
}

type Counters = Pick<FoldAccount, "fills" | "fees" | "rebates" | "funding">;

const NOTHING: Counters = { fills: 0, fees: 0, rebates: 0, funding: 0 };

function countersSince(
  { fills, fees, rebates, funding }: StretchEnd["state"],
  before: Counters,
): Counters {
  return {
    fills: fills - before.fills,
    fees: fees - before.fees,
    rebates: rebates - before.rebates,
    funding: funding - before.funding,
  };
}

/** Returns of days; none where nothing was left, nor after the account has ended. */
function returnsOf(daily: Float64Array, before: number, days: number): Float64Array {
  const returns = new Float64Array(days);
  let last = before;
  for (let day = 0; day < Math.min(days, daily.length); day++) {
    if (last > 0) returns[day] = daily[day] / last - 1;
    last = daily[day];
  }
  return returns;
}

/** Each window an account of its own that begins flat, with the whole initial balance. */
async function tradeFlat(
  inputs: ManyRunsInputs,
  tested: readonly TestedWindow[],
  days: readonly Int32Array[],
  control: RunControl,
): Promise<Traded[]> {
  const all: Traded[] = [];
  for (const [at, { window, config }] of tested.entries()) {
    if (config === null) {
      all.push({ returns: new Float64Array(days[at].length), counters: NOTHING, ended: false });
      continue;
    }
    const { daily, ends } = await changingRun(inputs, [{ ...window, config }], control);
    const { initialBalance } = config.account;
    all.push({
      returns: returnsOf(daily, initialBalance, days[at].length),
      counters: countersSince(ends[0].state, NOTHING),
      ended: ends[0].ended,
    });
  }
  return all;
}

/** One account through all windows; where nothing could be chosen it keeps what it trades. */
async function tradeOn(
  inputs: ManyRunsInputs,
  tested: readonly TestedWindow[],
  days: readonly Int32Array[],
  control: RunControl,
): Promise<Traded[]> {
  const stretches: Stretch[] = [];
  let last: NormalisedConfig | null = null;
  for (const { window, config } of tested) {
    last = config ?? last;
    if (last !== null) stretches.push({ ...window, config: last });
  }
  const idle = tested.length - stretches.length;
  const all: Traded[] = tested.slice(0, idle).map((_, at) => {
    return { returns: new Float64Array(days[at].length), counters: NOTHING, ended: false };
  });
  if (stretches.length === 0) return all;
  const { daily, ends } = await changingRun(inputs, stretches, control);
  let before: Counters = NOTHING;
  let equity = stretches[0].config.account.initialBalance;
  let from = 0;
  ends.forEach(({ state, ended, equity: endEquity }, at) => {
    const { length } = days[idle + at];
    const returns = returnsOf(daily.subarray(from, from + length), equity, length);
    all.push({ returns, ended, counters: countersSince(state, before) });
    before = state;
    equity = endEquity;
    from += length;
  });
  return all;
}

function concatenated<Column extends Int32Array | Float64Array>(
  columns: readonly Column[],
  into: (length: number) => Column,
): Column {
  const all = into(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}

/** What the account did, window by window and in all. */
export interface AccountOfFolds {
  readonly folds: readonly FoldAccount[];
  readonly joined: JoinedAccount;
}

/**
 * Trades the chosen configurations through their test windows.
 * @param tested oldest first; following each other without a gap to be carried over
 * @param initial balance, quote
 * @throws as `backtest`; ABORTED
 */
export async function accountOf(
  inputs: ManyRunsInputs,
  tested: readonly TestedWindow[],
  position: "carry" | "flat",
  initial: number,
  control: RunControl,
): Promise<AccountOfFolds> {
  const days = tested.map(({ window: { startMs, endMs } }) =>
    utcDays(sliceBars(inputs.bars, startMs, endMs)),
  );
  const trade = position === "carry" ? tradeOn : tradeFlat;
  const traded = await trade(inputs, tested, days, control);
  let equity = initial;
  const folds = traded.map(({ returns, counters, ended }): FoldAccount => {
    const startEquity = equity;
    equity = compounded(returns, equity).at(-1) ?? equity;
    return { startEquity, ...dailyMetrics(returns, startEquity), ...counters, ended };
  });
  const returns = concatenated(
    traded.map((one) => one.returns),
    (length) => new Float64Array(length),
  );
  const day = concatenated(days, (length) => new Int32Array(length));
  return { folds, joined: { day, returns, equity: compounded(returns, initial) } };
}
