/** What a run of any layer, build or program comes to, in one form. */
import type { KernelRunOutput } from "../../src/internal/kernel-run.js";
import { metricsOfRun } from "../../src/runs/metrics-of-run.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import type { Metrics, TradeColumns } from "../../src/runs/result.js";

export interface Outcome {
  /** without hashes: the columns that they are made of are compared themselves */
  readonly metrics: Metrics;
  readonly trades: TradeColumns;
  /** f64[bars that were run], recorded equity */
  readonly equity: Float64Array;
}

/** The outcome of a finished run of the kernel that kept its columns. */
export function outcomeOf(output: KernelRunOutput, prepared: PreparedRun): Outcome {
  const { trades, equity } = output;
  if (trades === null || equity === null) throw new Error("the run kept no columns");
  const { bars, config, units } = prepared;
  return { metrics: metricsOfRun(output, bars, config, units), trades, equity };
}

/** Numbers by their path: `markoutBps.b1`; null and flags as they are. */
function flatten(object: object, prefix = ""): [string, unknown][] {
  return Object.entries(object).flatMap(([name, value]): [string, unknown][] =>
    typeof value === "object" && value !== null
      ? flatten(value, `${prefix}${name}.`)
      : [[prefix + name, value]],
  );
}

/** Differences of metrics, one text each. */
export function metricDifferences(a: object, b: object): string[] {
  const values = new Map(flatten(b));
  const expected = flatten(a);
  const names = values.size === expected.length ? [] : ["other names of metrics"];
  const differing = expected.filter(([name, value]) => !Object.is(value, values.get(name)));
  return [
    ...names,
    ...differing.map(
      ([name, value]) => `${name}: ${String(value)} and ${String(values.get(name))}`,
    ),
  ];
}

const TRADE_COLUMNS = [
  "timeMs",
  "barIndex",
  "side",
  "positionSide",
  "priceUnits",
  "lots",
  "liquidity",
  "reason",
  "longAfterLots",
  "shortAfterLots",
  "referenceUnits",
  "fee",
  "realizedPnl",
  "balanceAfter",
] as const;

/** The first difference of two columns, as a text. */
export function columnDifference(
  name: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): string[] {
  if (a.length !== b.length) return [`${name}: ${a.length} and ${b.length} rows`];
  for (let row = 0; row < a.length; row++) {
    if (!Object.is(a[row], b[row])) return [`${name} of row ${row}: ${a[row]} and ${b[row]}`];
  }
  return [];
}

/** The first difference of each trade column, one text each. */
export function tradeDifferences(a: TradeColumns, b: TradeColumns): string[] {
  return TRADE_COLUMNS.flatMap((name) => columnDifference(name, a[name], b[name]));
}

/** Every difference of two outcomes; none when they are equal bit for bit. */
export function differences(a: Outcome, b: Outcome): string[] {
  return [
    ...tradeDifferences(a.trades, b.trades),
    ...columnDifference("equity", a.equity, b.equity),
    ...metricDifferences(a.metrics, b.metrics),
  ];
}
