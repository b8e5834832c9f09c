/** Every number of a result that people read: what it is called, how it is written, in which group. */
import type { Metrics } from "@perpmill/engine";
import type { NumberKind } from "../../format/numbers";

export const METRIC_GROUPS = ["return", "risk", "trading", "profit", "trust"] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

interface Entry {
  readonly kind: NumberKind;
  readonly group: MetricGroup;
  /** money that was won or lost, which alone is coloured */
  readonly coloured?: true;
  readonly value: (metrics: Metrics) => number | null;
}

const CATALOG = {
  totalReturn: {
    kind: "signedRatio",
    group: "return",
    coloured: true,
    value: (m) => m.totalReturn,
  },
  finalEquity: { kind: "money", group: "return", value: (m) => m.finalEquity },
  cagr: { kind: "signedRatio", group: "return", coloured: true, value: (m) => m.cagr },
  sharpe: { kind: "plain", group: "return", value: (m) => m.sharpe },
  sortino: { kind: "plain", group: "return", value: (m) => m.sortino },
  calmar: { kind: "plain", group: "return", value: (m) => m.calmar },
  maxDrawdown: { kind: "ratio", group: "risk", value: (m) => m.maxDrawdown },
  maxDrawdownIntrabar: { kind: "ratio", group: "risk", value: (m) => m.maxDrawdownIntrabar },
  maxDrawdownDurationMs: { kind: "span", group: "risk", value: (m) => m.maxDrawdownDurationMs },
  volatility: { kind: "ratio", group: "risk", value: (m) => m.volatility },
  var95: { kind: "ratio", group: "risk", value: (m) => m.var95 },
  cvar95: { kind: "ratio", group: "risk", value: (m) => m.cvar95 },
  exposure: { kind: "ratio", group: "risk", value: (m) => m.exposure },
  maxLong: { kind: "plain", group: "risk", value: (m) => m.maxLong },
  maxShort: { kind: "plain", group: "risk", value: (m) => m.maxShort },
  fills: { kind: "count", group: "trading", value: (m) => m.fills },
  makerFills: { kind: "count", group: "trading", value: (m) => m.makerFills },
  takerFills: { kind: "count", group: "trading", value: (m) => m.takerFills },
  closedFills: { kind: "count", group: "trading", value: (m) => m.closedFills },
  winRate: { kind: "ratio", group: "trading", value: (m) => m.winRate },
  profitFactor: { kind: "plain", group: "trading", value: (m) => m.profitFactor },
  turnover: { kind: "plain", group: "trading", value: (m) => m.turnover },
  avgHoldingMs: { kind: "span", group: "trading", value: (m) => m.avgHoldingMs },
  spreadPnl: { kind: "signedMoney", group: "profit", coloured: true, value: (m) => m.spreadPnl },
  inventoryPnl: {
    kind: "signedMoney",
    group: "profit",
    coloured: true,
    value: (m) => m.inventoryPnl,
  },
  fees: { kind: "money", group: "profit", value: (m) => m.fees },
  rebates: { kind: "money", group: "profit", value: (m) => m.rebates },
  rebateAccrued: { kind: "money", group: "profit", value: (m) => m.rebateAccrued },
  funding: { kind: "signedMoney", group: "profit", coloured: true, value: (m) => m.funding },
  deficit: { kind: "money", group: "profit", value: (m) => m.deficit },
  ambiguousFillShare: { kind: "ratio", group: "trust", value: (m) => m.ambiguousFillShare },
  quotedEdgeBps: { kind: "bps", group: "trust", value: (m) => m.quotedEdgeBps },
  markoutB1: { kind: "bps", group: "trust", value: (m) => m.markoutBps?.b1 ?? null },
  markoutB5: { kind: "bps", group: "trust", value: (m) => m.markoutBps?.b5 ?? null },
  markoutB15: { kind: "bps", group: "trust", value: (m) => m.markoutBps?.b15 ?? null },
  markoutB60: { kind: "bps", group: "trust", value: (m) => m.markoutBps?.b60 ?? null },
} as const satisfies Readonly<Record<string, Entry>>;

export type MetricName = keyof typeof CATALOG;

/** In the order in which they are listed. */
export const METRIC_NAMES = Object.keys(CATALOG) as readonly MetricName[];

export function metricEntry(name: MetricName): Entry {
  return CATALOG[name];
}

export function metricsOfGroup(group: MetricGroup): readonly MetricName[] {
  return METRIC_NAMES.filter((name) => CATALOG[name].group === group);
}
