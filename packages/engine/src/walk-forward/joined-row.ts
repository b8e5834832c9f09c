/**
 * One row of several: runs on pieces of time that do not meet, each from a flat position with the
 * whole initial balance, read as one. Their days are put one after another: what hangs on returns is
 * worked out from those, counters are added, the largest and the longest are taken, and shares are
 * weighted by what they are shares of.
 */
import type { CellValue, SweepMetric } from "../sweeps/metric-columns.js";
import type { RowResult, SweepOutcome } from "../sweeps/protocol.js";
import { dailyMetrics } from "./daily-metrics.js";

const FROM_RETURNS = [
  "finalEquity",
  "totalReturn",
  "cagr",
  "sharpe",
  "sortino",
  "volatility",
  "var95",
  "cvar95",
] as const satisfies readonly SweepMetric[];

const ADDED: readonly SweepMetric[] = [
  "deficit",
  "bars",
  "fills",
  "makerFills",
  "takerFills",
  "turnover",
  "fees",
  "rebates",
  "rebateAccrued",
  "funding",
  "closedFills",
  "rejected.tooSmall",
  "rejected.leverage",
  "rejected.margin",
  "spreadPnl",
  "inventoryPnl",
];

const LARGEST: readonly SweepMetric[] = [
  "maxDrawdown",
  "maxDrawdownIntrabar",
  "maxDrawdownDurationMs",
  "maxLong",
  "maxShort",
];

/** Shares, and what each is a share of. */
const WEIGHTED: Readonly<Partial<Record<SweepMetric, SweepMetric>>> = {
  exposure: "bars",
  winRate: "closedFills",
  ambiguousFillShare: "makerFills",
};

/** Metrics that several runs have together; of the others a joined row has none. */
export const JOINED_METRICS: readonly SweepMetric[] = [
  ...FROM_RETURNS,
  "calmar",
  "liquidated",
  "stopped",
  ...ADDED,
  ...LARGEST,
  "exposure",
  "winRate",
  "ambiguousFillShare",
];

/** Metrics that have to be in the rows so that `wanted` ones can be joined. */
export function metricsToJoin(wanted: readonly SweepMetric[]): readonly SweepMetric[] {
  const more = wanted.flatMap((name) => WEIGHTED[name] ?? []);
  return [...new Set<SweepMetric>([...wanted, "maxDrawdown", ...more])];
}

/** How bad an ending is: the worst of several is theirs. */
const SEVERITY: readonly SweepOutcome[] = [
  "complete",
  "stopped",
  "givenUp",
  "liquidated",
  "refused",
];

function worstOf(rows: readonly RowResult[]): RowResult {
  return rows.reduce((worst, row) =>
    SEVERITY.indexOf(row.outcome) > SEVERITY.indexOf(worst.outcome) ? row : worst,
  );
}

function numbers(cells: readonly CellValue[]): number[] {
  return cells.filter((cell) => typeof cell === "number");
}

function weightedMean(shares: readonly CellValue[], weights: readonly CellValue[]): number | null {
  let [sum, total] = [0, 0];
  shares.forEach((share, at) => {
    const weight = weights[at];
    if (typeof share !== "number" || typeof weight !== "number") return;
    sum += share * weight;
    total += weight;
  });
  return total > 0 ? sum / total : null;
}

function joinedReturns(rows: readonly RowResult[]): Float32Array {
  const pieces = rows.map(({ dailyReturns }) => dailyReturns ?? new Float32Array(0));
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/**
 * Rows of the same configuration on pieces of time as one; a single one as it is.
 * @param rows at least one, oldest first, with daily returns
 * @param metrics of their cells, those of `metricsToJoin` among them
 * @param initial balance that each began with, quote
 */
export function joinedRow(
  rows: readonly RowResult[],
  metrics: readonly SweepMetric[],
  initial: number,
): RowResult {
  const worst = worstOf(rows);
  if (rows.length === 1 || worst.outcome === "refused") return worst;
  const dailyReturns = joinedReturns(rows);
  const days = dailyMetrics(dailyReturns, initial);
  const cellsOf = (name: SweepMetric): readonly CellValue[] => {
    const at = metrics.indexOf(name);
    return rows.map(({ cells }) => cells[at] ?? null);
  };
  const maxDrawdown = Math.max(days.maxDrawdown, ...numbers(cellsOf("maxDrawdown")));
  const cells = metrics.map((name): CellValue => {
    const fromReturns = FROM_RETURNS.find((one) => one === name);
    if (fromReturns !== undefined) return days[fromReturns];
    if (name === "maxDrawdown") return maxDrawdown;
    if (name === "calmar") {
      return days.cagr === null || maxDrawdown === 0 ? null : days.cagr / maxDrawdown;
    }
    const own = cellsOf(name);
    if (name === "liquidated") return own.includes(true);
    if (name === "stopped") return own.find((one) => one !== null) ?? null;
    if (ADDED.includes(name)) {
      const all = numbers(own);
      return all.length === 0 ? null : all.reduce((sum, one) => sum + one, 0);
    }
    if (LARGEST.includes(name))
      return Math.max(0, ...numbers(own), ...withDaily(name, maxDrawdown));
    const weight = WEIGHTED[name];
    return weight === undefined ? null : weightedMean(own, cellsOf(weight));
  });
  return { outcome: worst.outcome, cells, problem: null, dailyReturns };
}

/** A drawdown on the way is at least that of the ends of days. */
function withDaily(name: SweepMetric, maxDrawdown: number): readonly number[] {
  return name === "maxDrawdownIntrabar" ? [maxDrawdown] : [];
}
