/** The numbers by which runs are compared, and how they are spread. */
import { quantile } from "../risk/quantiles.js";
import type { SweepMetric } from "../sweeps/metric-columns.js";
import type { RowResult, SweepOutcome } from "../sweeps/protocol.js";

/** Headline metrics that daily returns have. */
export const TRUST_HEADLINES = [
  "totalReturn",
  "cagr",
  "sharpe",
  "sortino",
  "calmar",
  "maxDrawdown",
  "volatility",
  "var95",
  "cvar95",
] as const satisfies readonly SweepMetric[];
export type TrustHeadline = (typeof TRUST_HEADLINES)[number];

/** Metrics that every run of a verdict has. */
export const TRUST_METRICS = [
  ...TRUST_HEADLINES,
  "fills",
  "turnover",
] as const satisfies readonly SweepMetric[];
export type TrustMetric = (typeof TRUST_METRICS)[number];

/** A run of a verdict. */
export interface TrustRow {
  readonly outcome: SweepOutcome;
  /** null: does not exist */
  readonly metrics: Readonly<Record<TrustMetric, number | null>>;
}

/** How a metric is spread over runs; null where it exists in none. */
export interface TrustSpread {
  readonly metric: TrustHeadline;
  /** of the configuration as it is */
  readonly own: number | null;
  readonly least: number | null;
  readonly p5: number | null;
  readonly median: number | null;
  readonly p95: number | null;
  readonly most: number | null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** @param row of a run that was asked for `TRUST_METRICS` */
export function trustRow({ outcome, cells }: RowResult): TrustRow {
  const entries = TRUST_METRICS.map((name, at) => [name, numberOf(cells[at])] as const);
  return { outcome, metrics: Object.fromEntries(entries) as TrustRow["metrics"] };
}

/** Whether a run ends with more than it began with; a liquidated one does not. */
export function isProfitable({ outcome, metrics }: TrustRow): boolean {
  return outcome !== "liquidated" && (metrics.totalReturn ?? 0) > 0;
}

/** Rows of configurations that could be run. */
export function rowsRun<Row extends TrustRow>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ outcome }) => outcome !== "refused");
}

/** Share of the rows for which something holds; 0 of none. */
export function shareOf<Row>(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.length === 0 ? 0 : rows.filter(holds).length / rows.length;
}

/** How values are spread. */
export function spreadOfValues(
  metric: TrustHeadline,
  own: number | null,
  values: readonly (number | null)[],
): TrustSpread {
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const sorted = Float64Array.from(known).sort();
  const at = (share: number) => (sorted.length === 0 ? null : quantile(sorted, share));
  return {
    ...{ metric, own, least: at(0), p5: at(0.05) },
    ...{ median: at(0.5), p95: at(0.95), most: at(1) },
  };
}

/** How every headline metric is spread over rows. */
export function headlineSpreads(
  rows: readonly TrustRow[],
  own: TrustRow["metrics"],
): readonly TrustSpread[] {
  return TRUST_HEADLINES.map((metric) =>
    spreadOfValues(
      metric,
      own[metric],
      rows.map(({ metrics }) => metrics[metric]),
    ),
  );
}
