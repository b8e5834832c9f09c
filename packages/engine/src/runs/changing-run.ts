/**
 * One account whose configuration changes at times: the run of a strategy that is set anew every so
 * often. Between two changes it is an ordinary run. At a change the account goes on (balance,
 * positions, counters, running peak, a pause), and the rest begins as a run that starts there: orders
 * are cancelled, the strategy and the regime know of no bar before, the first quote is made at the
 * first step. Equal configurations after one another are one run, as if nothing had been changed.
 */
import { canonicalJson } from "../config/canonical-json.js";
import type { NormalisedConfig } from "../config/types.js";
import { KernelRun, type KernelRunOutput } from "../internal/kernel-run.js";
import { leaseRun } from "../internal/lease-run.js";
import type { RunState } from "../internal/run-state.js";
import { openTimeMs } from "../market-data/bars.js";
import { firstBarFrom } from "../market-data/first-row.js";
import { calendarEvents } from "./calendar-events.js";
import { driveRun, type RunControl } from "./drive-run.js";
import type { ManyRunsInputs } from "./many-runs.js";
import { STOPPED } from "./metrics-of-run.js";
import { endOfBarsMs, type PreparedRun, prepareRun } from "./prepare.js";

/** A stretch of time and the configuration in it; its `data.start` and `data.end` are of no meaning. */
export interface Stretch {
  /** UTC ms, inclusive */
  readonly startMs: number;
  /** UTC ms, exclusive */
  readonly endMs: number;
  /** complete */
  readonly config: NormalisedConfig;
}

/** The account at the end of a stretch. */
export interface StretchEnd {
  /** recorded equity, quote */
  readonly equity: number;
  /** counters since the beginning of the first stretch; those of time only after the last */
  readonly state: RunState;
  /** whether the account has ended, by liquidation or at a limit */
  readonly ended: boolean;
}

export interface ChangingRun {
  /** by stretch; as at the end of the account where that was earlier */
  readonly ends: readonly StretchEnd[];
  /** f64[UTC days with bars up to the end of the account], recorded equity at the last bar of each */
  readonly daily: Float64Array;
  /** bars run */
  readonly bars: number;
}

/** Stretches of one configuration, run as one. */
interface Part {
  readonly config: NormalisedConfig;
  /** UTC ms, rising: the end of each stretch */
  readonly endsMs: readonly number[];
  readonly startMs: number;
}

function partsOf(stretches: readonly Stretch[]): Part[] {
  const parts: (Part & { readonly key: string; readonly endsMs: number[] })[] = [];
  for (const { startMs, endMs, config } of stretches) {
    const key = canonicalJson(config);
    const last = parts.at(-1);
    if (last?.key === key) last.endsMs.push(endMs);
    else parts.push({ key, config, startMs, endsMs: [endMs] });
  }
  return parts;
}

function preparePart({ config, startMs, endsMs }: Part, inputs: ManyRunsInputs): PreparedRun {
  const end = endsMs[endsMs.length - 1];
  return prepareRun({
    ...inputs,
    config: { ...config, data: { ...config.data, start: startMs, end } },
  });
}

/** What was due since the part before is still to be booked. */
function withEventsFrom(prepared: PreparedRun, fromMs: number | null): PreparedRun {
  if (fromMs === null) return prepared;
  const { config, funding, bars } = prepared;
  return { ...prepared, events: calendarEvents(config, funding, fromMs, endOfBarsMs(bars)) };
}

interface PartEnd {
  readonly output: KernelRunOutput;
  readonly ends: readonly StretchEnd[];
  /** null: the account has ended */
  readonly carried: Uint8Array | null;
}

function endOf(state: RunState): StretchEnd {
  const limit = STOPPED[state.stopped];
  const ended = state.liquidated || limit === "maxDrawdown" || limit === "minEquity";
  return { equity: state.lastEquity, state, ended };
}

async function runPart(
  { endsMs }: Part,
  prepared: PreparedRun,
  carried: Uint8Array | null,
  control: RunControl,
): Promise<PartEnd> {
  const { bars, config, units, events, userStrategy, tradePath } = prepared;
  const { market, release } = await leaseRun(prepared);
  try {
    const run = new KernelRun(market, config, units, events, {
      layer: "lazy",
      trades: false,
      equity: false,
      userStrategy,
      carried,
      tradePath,
    });
    const ends: StretchEnd[] = [];
    for (const endMs of endsMs.slice(0, -1)) {
      await driveRun(run, bars.count, control, firstBarFrom(bars, endMs));
      ends.push(endOf(run.state));
    }
    await driveRun(run, bars.count, control);
    const output = run.finish();
    const end = endOf(output.state);
    ends.push(end);
    return { output, ends, carried: end.ended ? null : run.save() };
  } finally {
    release();
  }
}

function joined(columns: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}

/**
 * Runs one account through stretches that follow each other.
 * @param stretches at least one, each beginning at a UTC midnight where the one before ends
 * @throws as `backtest`; ABORTED
 */
export async function changingRun(
  inputs: ManyRunsInputs,
  stretches: readonly Stretch[],
  control: RunControl = {},
): Promise<ChangingRun> {
  const ends: StretchEnd[] = [];
  const daily: Float64Array[] = [];
  let carried: Uint8Array | null = null;
  let dueFromMs: number | null = null;
  let bars = 0;
  for (const part of partsOf(stretches)) {
    const prepared = withEventsFrom(preparePart(part, inputs), dueFromMs);
    const end = await runPart(part, prepared, carried, control);
    ends.push(...end.ends);
    daily.push(end.output.daily);
    bars += end.output.state.bars;
    carried = end.carried;
    if (carried === null) break;
    dueFromMs = openTimeMs(prepared.bars, prepared.bars.count - 1) + prepared.bars.intervalMs;
  }
  const last = ends[ends.length - 1];
  while (ends.length < stretches.length) ends.push(last);
  return { ends, daily: joined(daily), bars };
}
