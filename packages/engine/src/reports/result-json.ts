/** RESULT.json of semantics 10: every number of section 9 at the top level, and the series. */

import type { NormalisedConfig } from "../config/types.js";
import { openTimeMs } from "../market-data/bars.js";
import { type BacktestOptions, readBacktest } from "../runs/backtest.js";
import type {
  BacktestResult,
  DataIdentity,
  InstrumentRules,
  Metrics,
  RunTiming,
  RunWarning,
  StrategyVersion,
  TradeColumns,
} from "../runs/result.js";
import { type ResultSeries, resultSeries } from "./result-series.js";

/** Most rows of each series in RESULT.json. */
const SERIES_POINTS = 1000;

export interface ResultJsonExtra {
  /** time spent reading the data, ms; replaces the result's own */
  readonly loadMs?: number;
  /** most rows of each series, 1000 by default */
  readonly points?: number;
}

/** The object that RESULT.json holds. */
export interface ResultJson extends Metrics {
  readonly config: NormalisedConfig;
  /** of a compiled strategy of one's own */
  readonly strategy?: StrategyVersion;
  readonly engine: BacktestResult["engine"];
  readonly data: DataIdentity;
  /** absent in results of earlier versions */
  readonly instrumentRules?: InstrumentRules;
  readonly timing: RunTiming;
  readonly effectiveRefreshMs: number;
  readonly warnings: readonly RunWarning[];
  readonly series: ResultSeries;
}

/** All that is told of a run but its columns. */
type RunFacts = Omit<BacktestResult, "trades" | "equity">;

function jsonOf(run: RunFacts, loadMs: number | undefined, series: ResultSeries): ResultJson {
  return {
    ...run.metrics,
    config: run.config,
    ...(run.strategy === undefined ? {} : { strategy: run.strategy }),
    engine: run.engine,
    data: run.data,
    instrumentRules: run.instrumentRules,
    timing: { ...run.timing, loadMs: loadMs ?? run.timing.loadMs },
    effectiveRefreshMs: run.effectiveRefreshMs,
    warnings: run.warnings,
    series,
  };
}

/** The object of RESULT.json: enough for a report without the trades and the equity column. */
export function resultJson(result: BacktestResult, extra: ResultJsonExtra = {}): ResultJson {
  const { trades, metrics, config } = result;
  const { equity, openTimeMs } = result.equity;
  const initial = config.account.initialBalance;
  const source = { trades, metrics, initial, equity, timeAt: (row: number) => openTimeMs[row] };
  return jsonOf(result, extra.loadMs, resultSeries(source, extra.points ?? SERIES_POINTS));
}

export interface PreviewOptions extends Omit<BacktestOptions, "hashes"> {
  /** most rows of each series, 1000 by default */
  readonly points?: number | undefined;
}

/** A run for the eye. */
export interface Preview {
  /** the object of RESULT.json; hashes are null, all other numbers those of `backtest` */
  readonly result: ResultJson;
  readonly trades: TradeColumns;
}

/**
 * A run for the eye, such as while a parameter is moved: without hashes and without columns a row a bar,
 * which saves about half of the time.
 * @throws as `backtest`
 */
export function preview({ points, ...options }: PreviewOptions): Promise<Preview> {
  return readBacktest({ ...options, hashes: false }, (ended) => {
    const { bars, equity, trades, metrics, config } = ended;
    const initial = config.account.initialBalance;
    const timeAt = (row: number) => openTimeMs(bars, row);
    const series = resultSeries(
      { trades, metrics, initial, equity, timeAt },
      points ?? SERIES_POINTS,
    );
    return { result: jsonOf(ended, undefined, series), trades };
  });
}

/**
 * Text of RESULT.json: indented by two, lists of plain values on one line, so that a thousand points
 * do not take a thousand lines. Ends with a newline.
 */
export function resultJsonText(value: object): string {
  return `${indented(value, "")}\n`;
}

function indented(value: unknown, indent: string): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0 || typeof value[0] !== "object" || value[0] === null) {
      return JSON.stringify(value);
    }
    return `[\n${value.map((item) => inner + indented(item, inner)).join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return "{}";
  const lines = members.map(
    ([key, member]) => `${inner}${JSON.stringify(key)}: ${indented(member, inner)}`,
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
