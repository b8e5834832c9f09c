/** Metrics of tables: what they are called and how they are written. */
import { SWEEP_METRICS, type SweepMetric } from "@perpmill/engine";
import { exactText, type NumberKind, numberText } from "../../../format/numbers";
import { METRIC_NAMES, type MetricName, metricEntry } from "../../run/metric-catalog";

/** Names of the catalog that tables have under another name. */
const MARKOUTS: Readonly<Record<string, MetricName>> = {
  "markoutBps.b1": "markoutB1",
  "markoutBps.b5": "markoutB5",
  "markoutBps.b15": "markoutB15",
  "markoutBps.b60": "markoutB60",
};

function catalogName(metric: string): MetricName | null {
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
