/** Metrics of tables: what they are called and how they are written. */
import { SWEEP_METRICS, type SweepMetric, type SweepTable } from "@perpmill/engine";
import { exactText, type NumberKind, numberText } from "../../../format/numbers";
import { METRIC_NAMES, type MetricName, metricEntry } from "../../run/metric-catalog";

/** Names of the catalog that tables have under another name. */
const MARKOUTS: Readonly<Record<string, MetricName>> = {
  "markoutBps.b1": "markoutB1",
  "markoutBps.b5": "markoutB5",
  "markoutBps.b15": "markoutB15",
  "markoutBps.b60": "markoutB60",
};

/** Of columns that have the least of a metric under every assumption. */
const WORST = ".worst";

/** The metric of which a column has the worst; null: it has no such thing. */
export function ofWorst(column: string): string | null {
  return column.endsWith(WORST) ? column.slice(0, -WORST.length) : null;
}

function catalogName(column: string): MetricName | null {
  const metric = ofWorst(column) ?? column;
  return MARKOUTS[metric] ?? METRIC_NAMES.find((one) => one === metric) ?? null;
}

/** Metrics that rows can be ordered by and pictures be coloured with, in the catalog's order. */
export const CHOSEN_METRICS: readonly SweepMetric[] = METRIC_NAMES.flatMap((name) => {
  const found = SWEEP_METRICS.find((metric) => catalogName(metric) === name);
  return found === undefined ? [] : [found];
});

/** Those that sweeps have when nobody asks, which take no more time. */
export const USUAL_METRICS: readonly SweepMetric[] = CHOSEN_METRICS.filter(
  (metric) => !metric.startsWith("markoutBps."),
);

/** Those that a table has; of an empty one, those that it has when nobody asks. */
export function metricsOf({ columns }: SweepTable): readonly string[] {
  if (columns.length === 0) return USUAL_METRICS;
  const names = columns.map(({ name }) => name);
  const worst = names.filter((name) => ofWorst(name) !== null);
  return [...CHOSEN_METRICS.filter((name) => names.includes(name)), ...worst];
}

/** Key of its label among the words; null: it is called by its name. */
export function metricWord(metric: string): string | null {
  if (/^objective\d*$/.test(metric)) return "studies.objective";
  const name = catalogName(metric);
  return name === null ? null : `metricInfo.${name}.label`;
}

export function metricKindOf(metric: string): NumberKind {
  const name = catalogName(metric);
  return name === null ? "plain" : metricEntry(name).kind;
}

export function metricText(metric: string, value: number | null): string {
  return numberText(value, metricKindOf(metric));
}

export { exactText };

/** Whether it is money that was won or lost, which alone is coloured. */
export function isMoney(metric: string): boolean {
  const name = catalogName(metric);
  return name !== null && metricEntry(name).coloured === true;
}
