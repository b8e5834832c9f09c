/** The columns that a sweep has after its parameters: every metric of semantics 9. */
import { nearestName } from "../config/nearest.js";
import { PerpmillError } from "../errors.js";
import type { MetricsWanted } from "../runs/many-runs.js";
import type { Metrics } from "../runs/result.js";
import { WORST_METRICS, type WorstMetric } from "./worst-metrics.js";

/** What a column holds: numbers (null: does not exist), words, or true and false. */
export type ColumnKind = "number" | "text" | "boolean";

export type CellValue = number | string | boolean | null;

/** Names and kinds in the order of semantics 9; a member of a member has a dot. */
const KINDS = {
  liquidated: "boolean",
  stopped: "text",
  deficit: "number",
  bars: "number",
  finalEquity: "number",
  totalReturn: "number",
  cagr: "number",
  maxDrawdown: "number",
  maxDrawdownIntrabar: "number",
  maxDrawdownDurationMs: "number",
  sharpe: "number",
  sortino: "number",
  volatility: "number",
  calmar: "number",
  var95: "number",
  cvar95: "number",
  fills: "number",
  makerFills: "number",
  takerFills: "number",
  turnover: "number",
  fees: "number",
  rebates: "number",
  rebateAccrued: "number",
  funding: "number",
  closedFills: "number",
  winRate: "number",
  profitFactor: "number",
  exposure: "number",
  maxLong: "number",
  maxShort: "number",
  avgHoldingMs: "number",
  quotedEdgeBps: "number",
  "markoutBps.b1": "number",
  "markoutBps.b5": "number",
  "markoutBps.b15": "number",
  "markoutBps.b60": "number",
  ambiguousFillShare: "number",
  "rejected.tooSmall": "number",
  "rejected.leverage": "number",
  "rejected.margin": "number",
  spreadPnl: "number",
  inventoryPnl: "number",
  tradesHash: "text",
  resultHash: "text",
} as const satisfies Record<string, ColumnKind>;

type RunMetric = keyof typeof KINDS;

/** A metric of a run, or the worst that one comes to under other assumptions, such as `sharpe.worst`. */
export type SweepMetric = RunMetric | WorstMetric;

/** Every metric of a run that a sweep can have. */
export const SWEEP_METRICS = Object.keys(KINDS) as readonly RunMetric[];

/** Those, and the worst of some under other assumptions. */
export const ALL_METRICS: readonly SweepMetric[] = [...SWEEP_METRICS, ...WORST_METRICS];

function isMarkout(name: SweepMetric): boolean {
  return name.startsWith("markoutBps.");
}

function isHash(name: SweepMetric): boolean {
  return name === "tradesHash" || name === "resultHash";
}

/** Those that a sweep has when nobody asks: all that need neither every trade nor every bar kept. */
const DEFAULT_METRICS = SWEEP_METRICS.filter((name) => !isMarkout(name) && !isHash(name));

/**
 * The metrics that are wanted, in the order of semantics 9, those of other assumptions at the end.
 * @param names `"all"`; default: all but the markouts and hashes, which take more time
 * @throws SWEEP_INVALID with the nearest name
 */
export function metricNames(names?: readonly string[] | "all" | undefined): readonly SweepMetric[] {
  if (names === undefined) return DEFAULT_METRICS;
  if (names === "all") return SWEEP_METRICS;
  const wanted = new Set(names.map(metricName));
  return ALL_METRICS.filter((name) => wanted.has(name));
}

/** The metric of a name. @throws SWEEP_INVALID with the nearest one */
export function metricName(name: string): SweepMetric {
  const metric = ALL_METRICS.find((one) => one === name);
  if (metric !== undefined) return metric;
  throw new PerpmillError("SWEEP_INVALID", {
    message: `there is no metric "${name}"`,
    hint: `Did you mean "${nearestName(name, ALL_METRICS)}"?`,
  });
}

function isOfRun(name: SweepMetric): name is RunMetric {
  return name in KINDS;
}

export function metricKind(name: SweepMetric): ColumnKind {
  return isOfRun(name) ? KINDS[name] : "number";
}

/** What a run must keep for some metrics. */
export function wantedFor(names: readonly SweepMetric[]): MetricsWanted {
  return { markouts: names.some(isMarkout), hashes: names.some(isHash) };
}

/** Whether a configuration must be run under other assumptions than its own for some metrics. */
export function wantsEnvelope(names: readonly SweepMetric[]): boolean {
  return !names.every(isOfRun);
}

/**
 * The values of some metrics.
 * @param worst of metrics under other assumptions, by name; where they are missing they are null
 */
export function metricCells(
  metrics: Metrics,
  names: readonly SweepMetric[],
  worst: ReadonlyMap<string, number | null> = new Map(),
): CellValue[] {
  return names.map((name) => {
    if (!isOfRun(name)) return worst.get(name) ?? null;
    let value: unknown = metrics;
    for (const part of name.split(".")) {
      if (value === null) break;
      value = (value as Readonly<Record<string, unknown>>)[part];
    }
    return (value ?? null) as CellValue;
  });
}
