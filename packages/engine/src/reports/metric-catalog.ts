/** Every number of semantics 9 that people read: its name, how it is shown, in which group. */
import type { Metrics } from "../runs/result.js";
import type { NumberKind } from "./number-text.js";

export const METRIC_GROUPS = ["return", "risk", "trading", "costs", "trust"] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

export interface MetricEntry {
  /** the name in RESULT.json; `markoutBps.b5` reaches into a member */
  readonly name: string;
  readonly kind: NumberKind;
  readonly group: MetricGroup;
}

const CATALOG = {
  finalEquity: ["money", "return"],
  totalReturn: ["signedShare", "return"],
  cagr: ["signedShare", "return"],
  sharpe: ["ratio", "return"],
  sortino: ["ratio", "return"],
  calmar: ["ratio", "return"],
  maxDrawdown: ["share", "risk"],
  maxDrawdownIntrabar: ["share", "risk"],
  maxDrawdownDurationMs: ["duration", "risk"],
  volatility: ["share", "risk"],
  var95: ["share", "risk"],
  cvar95: ["share", "risk"],
  exposure: ["share", "risk"],
  maxLong: ["quantity", "risk"],
  maxShort: ["quantity", "risk"],
  deficit: ["money", "risk"],
  fills: ["count", "trading"],
  makerFills: ["count", "trading"],
  takerFills: ["count", "trading"],
  closedFills: ["count", "trading"],
  winRate: ["share", "trading"],
  profitFactor: ["ratio", "trading"],
  turnover: ["times", "trading"],
  avgHoldingMs: ["duration", "trading"],
  spreadPnl: ["signedMoney", "costs"],
  inventoryPnl: ["signedMoney", "costs"],
  fees: ["money", "costs"],
  rebates: ["money", "costs"],
  rebateAccrued: ["money", "costs"],
  funding: ["signedMoney", "costs"],
  ambiguousFillShare: ["share", "trust"],
  quotedEdgeBps: ["signedBps", "trust"],
  "markoutBps.b1": ["signedBps", "trust"],
  "markoutBps.b5": ["signedBps", "trust"],
  "markoutBps.b15": ["signedBps", "trust"],
  "markoutBps.b60": ["signedBps", "trust"],
  "rejected.tooSmall": ["count", "trust"],
  "rejected.leverage": ["count", "trust"],
  "rejected.margin": ["count", "trust"],
} as const satisfies Record<string, readonly [NumberKind, MetricGroup]>;

export type MetricName = keyof typeof CATALOG;

/** In the order in which they are listed. */
export const METRIC_NAMES = Object.keys(CATALOG) as MetricName[];

/** How one metric is shown. */
export function metricEntry(name: MetricName): MetricEntry {
  const [kind, group] = CATALOG[name];
  return { name, kind, group };
}

/** The metrics of one group, in order. */
export function metricsOf(group: MetricGroup): MetricName[] {
  return METRIC_NAMES.filter((name) => CATALOG[name][1] === group);
}

/** The value of a metric by its name; null where it does not exist. */
export function metricValue(metrics: Metrics, name: MetricName): number | null {
  let value: unknown = metrics;
  for (const part of name.split(".")) {
    value =
      typeof value === "object" && value !== null
        ? (value as Readonly<Record<string, unknown>>)[part]
        : null;
  }
  return typeof value === "number" ? value : null;
}
